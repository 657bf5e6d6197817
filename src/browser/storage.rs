//! The browser's own storage: texts by key, kept between visits.
//!
//! `IndexedDB`, one object store. It knows nothing of what the texts are.

use futures_channel::oneshot;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

const DATABASE: &str = "relata";
const STORE: &str = "records";

/// Why the storage cannot be used: a private window, no room, a browser that forbids it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this browser keeps nothing for the page: {reason}")]
pub struct StorageError {
    /// The browser's words.
    pub reason: String,
}

/// The open storage.
#[derive(Debug, Clone)]
pub struct Storage {
    database: IdbDatabase,
}

impl Storage {
    /// Opens the storage of this site.
    ///
    /// # Errors
    /// Where the browser has none for the page.
    pub async fn open() -> Result<Self, StorageError> {
        let factory = web_sys::window()
            .and_then(|window| window.indexed_db().ok().flatten())
            .ok_or_else(|| StorageError {
                reason: "the browser allows this page no storage".to_owned(),
            })?;
        let opening = factory.open_with_u32(DATABASE, 1).map_err(refused)?;
        let to_upgrade = opening.clone();
        let on_upgrade = Closure::once(move |_: JsValue| {
            if let Ok(database) = to_upgrade
                .result()
                .and_then(wasm_bindgen::JsCast::dyn_into::<IdbDatabase>)
            {
                // It fails where the store is there already, which is as well.
                let _ = database.create_object_store(STORE);
            }
        });
        opening.set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
        let opened = settled_open(&opening).await?;
        let database = opened.dyn_into::<IdbDatabase>().map_err(refused)?;
        Ok(Self { database })
    }

    /// All texts, by key.
    ///
    /// # Errors
    /// Where the browser cannot read them.
    pub async fn read(&self) -> Result<BTreeMap<String, String>, StorageError> {
        let store = self.store(IdbTransactionMode::Readonly)?;
        let (keys, values) = (
            store.get_all_keys().map_err(refused)?,
            store.get_all().map_err(refused)?,
        );
        let (keys, values) = (settling(&keys), settling(&values));
        let keys = js_sys::Array::from(&heard(keys).await?);
        let values = js_sys::Array::from(&heard(values).await?);
        Ok(keys
            .iter()
            .zip(values.iter())
            .filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?)))
            .collect())
    }

    /// Writes and deletes, all or nothing.
    ///
    /// # Errors
    /// Where the browser has no room, or forbids it.
    pub async fn write(
        &self,
        puts: &[(String, String)],
        deletes: &[String],
    ) -> Result<(), StorageError> {
        let store = self.store(IdbTransactionMode::Readwrite)?;
        for key in deletes {
            store.delete(&JsValue::from_str(key)).map_err(refused)?;
        }
        for (key, text) in puts {
            store
                .put_with_key(&JsValue::from_str(text), &JsValue::from_str(key))
                .map_err(refused)?;
        }
        let transaction = store.transaction();
        let (sender, done) = oneshot::channel();
        let sender = std::rc::Rc::new(std::cell::Cell::new(Some(sender)));
        let aborted = sender.clone();
        let on_complete = Closure::once(move |_: JsValue| {
            sender.take().map(|sender| sender.send(true));
        });
        let on_abort = Closure::once(move |_: JsValue| {
            aborted.take().map(|sender| sender.send(false));
        });
        transaction.set_oncomplete(Some(on_complete.as_ref().unchecked_ref()));
        transaction.set_onabort(Some(on_abort.as_ref().unchecked_ref()));
        if done.await == Ok(true) {
            return Ok(());
        }
        let reason = transaction
            .error()
            .map_or_else(|| "it was not written".to_owned(), |error| error.message());
        Err(StorageError { reason })
    }

    fn store(&self, mode: IdbTransactionMode) -> Result<IdbObjectStore, StorageError> {
        let transaction = self
            .database
            .transaction_with_str_and_mode(STORE, mode)
            .map_err(refused)?;
        transaction.object_store(STORE).map_err(refused)
    }
}

/// A request on its way, with the functions it will call.
struct Settling {
    answer: oneshot::Receiver<Result<JsValue, StorageError>>,
    _calls: [Closure<dyn FnMut(JsValue)>; 2],
}

fn settling(request: &IdbRequest) -> Settling {
    let (sender, answer) = oneshot::channel();
    let sender = std::rc::Rc::new(std::cell::Cell::new(Some(sender)));
    let (succeeded, failed) = (request.clone(), request.clone());
    let other = sender.clone();
    let on_success = Closure::new(move |_: JsValue| {
        sender
            .take()
            .map(|sender| sender.send(succeeded.result().map_err(refused)));
    });
    let on_error = Closure::new(move |_: JsValue| {
        let reason = failed
            .error()
            .ok()
            .flatten()
            .map_or_else(String::new, |error| error.message());
        other
            .take()
            .map(|sender| sender.send(Err(StorageError { reason })));
    });
    request.set_onsuccess(Some(on_success.as_ref().unchecked_ref()));
    request.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    Settling {
        answer,
        _calls: [on_success, on_error],
    }
}

async fn heard(settling: Settling) -> Result<JsValue, StorageError> {
    let Settling { answer, _calls } = settling;
    answer.await.unwrap_or_else(|_| {
        Err(StorageError {
            reason: "it did not answer".to_owned(),
        })
    })
}

async fn settled_open(opening: &IdbOpenDbRequest) -> Result<JsValue, StorageError> {
    heard(settling(opening)).await
}

fn refused(error: impl Into<JsValue>) -> StorageError {
    let error: JsValue = error.into();
    let reason = js_sys::Reflect::get(&error, &JsValue::from_str("message"))
        .ok()
        .and_then(|text| text.as_string());
    StorageError {
        reason: reason.unwrap_or_else(|| "it gives no reason".to_owned()),
    }
}
