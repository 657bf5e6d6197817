// Starts the engine in its worker.
//
// What keeps it from starting is thrown once more outside the promise: of a promise's
// refusal in a worker the page hears nothing, and would wait for ever.

importScripts('./engine_worker.js');
wasm_bindgen({ module_or_path: './engine_worker_bg.wasm' }).catch((error) => {
  setTimeout(() => {
    throw error;
  });
});
