//! What the engine's client says of itself: it came up, hangs, broke.

use leptos::prelude::*;

use super::super::{EngineStatus, Studio, Tone};
use crate::browser::client::{Client, ClientEvent};

impl Studio {
    /// Stops the engine, whatever it does. A fresh one loads the last good state.
    pub fn stop_engine(self) {
        let mut client = None;
        self.driver.update_value(|driver| {
            driver.lost_loads = 0;
            client.clone_from(&driver.client);
        });
        if let Some(client) = client {
            client.stop();
        }
        self.on_replaced();
        self.notify(
            Tone::Info,
            "The engine was stopped and started again. Nothing is lost.",
        );
    }

    /// Asks the query again, one that was stopped for instance.
    pub fn ask_again(self) {
        self.driver.update_value(|driver| driver.known.asked = None);
        self.drive();
    }

    /// Hears what the client says.
    pub(in super::super) fn on_client(self, event: ClientEvent) {
        match event {
            ClientEvent::Ready => {}
            ClientEvent::Late => self.engine_status.set(EngineStatus::Late),
            // The page offers to stop it; whoever is at a long query may wait.
            ClientEvent::Hung => self.engine_status.set(EngineStatus::Hung),
            ClientEvent::Answered => self.engine_status.set(EngineStatus::Ready),
            ClientEvent::Broken(reason) => {
                self.on_replaced();
                let is_dead = self
                    .driver
                    .with_value(|driver| driver.client.as_ref().is_some_and(Client::is_dead));
                if is_dead {
                    // The banner says so.
                    return;
                }
                let reason = reason.trim_start_matches("Uncaught ").trim_end_matches('.');
                let text = if reason.is_empty() {
                    "The engine broke, and was started again from the last good state. Nothing is lost.".to_owned()
                } else {
                    format!(
                        "The engine broke ({reason}), and was started again from the last good state. Nothing is lost."
                    )
                };
                self.notify(Tone::Warning, text);
            }
        }
    }

    fn on_replaced(self) {
        self.engine_status.set(EngineStatus::Restarted);
        self.driver
            .update_value(|driver| driver.known.revision = None);
        self.drive();
    }
}
