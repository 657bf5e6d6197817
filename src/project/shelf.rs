//! How a history lies in the browser's storage, so that a visit goes on where the last one ended.
//!
//! Each visit has records of its own: a head, a base dump, and one for each entry,
//! so that an edit writes one entry and not all, and two open pages never write
//! over each other. The newest visit is taken up again.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::base64;
use super::history::{Entry, EntryId, History, Parts};
use crate::engine::protocol::{Dump, Revision};

/// How many earlier visits are kept, in case the newest cannot be read.
const EARLIER_VISITS: usize = 2;

/// Records by key.
pub type Records = BTreeMap<String, String>;

/// What to write.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Records to put, by key.
    pub puts: Vec<(String, String)>,
    /// Keys whose records go.
    pub deletes: Vec<String>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// The newest history that can be read.
    pub history: Option<History>,
    /// Whether a newer one could not be.
    pub is_damaged: bool,
    /// The keys of visits long gone.
    pub stale: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Head {
    relata: u32,
    saved_at: f64,
    base: Option<Revision>,
    entries: Vec<EntryId>,
    cursor: usize,
    next_entry: u32,
    next_revision: u32,
}

#[derive(Serialize, Deserialize)]
struct Base {
    revision: Revision,
    rows: String,
}

/// What to write so that a visit's records hold this history; `before` is what they hold already.
pub fn changes(visit: &str, saved_at: f64, before: Option<&History>, now: &History) -> Changes {
    let parts = now.parts();
    let head = Head {
        relata: super::file::VERSION,
        saved_at,
        base: parts.base.as_ref().map(|base| base.revision),
        entries: parts.entries.iter().map(|entry| entry.id).collect(),
        cursor: parts.cursor,
        next_entry: parts.next_entry,
        next_revision: parts.next_revision,
    };
    let kept = before.map(History::parts);
    let mut changes = Changes::default();
    for entry in &parts.entries {
        let is_kept = kept
            .as_ref()
            .is_some_and(|kept| kept.entries.iter().any(|old| Arc::ptr_eq(old, entry)));
        if !is_kept {
            changes
                .puts
                .push((entry_key(visit, entry.id), json(&**entry)));
        }
    }
    if let Some(base) = &parts.base {
        let is_kept = kept
            .as_ref()
            .is_some_and(|kept| kept.base.as_ref().map(|old| old.revision) == Some(base.revision));
        if !is_kept {
            let base = Base {
                revision: base.revision,
                rows: base64::encode(&base.bytes),
            };
            changes.puts.push((format!("{visit}/base"), json(&base)));
        }
    }
    let ids: BTreeSet<EntryId> = head.entries.iter().copied().collect();
    let gone = kept
        .iter()
        .flat_map(|kept| &kept.entries)
        .filter(|entry| !ids.contains(&entry.id));
    changes
        .deletes
        .extend(gone.map(|entry| entry_key(visit, entry.id)));
    changes.puts.push((format!("{visit}/head"), json(&head)));
    changes
}

/// Takes up the newest visit that can be read.
pub fn find(records: &Records) -> Found {
    let visit_of = |key: &str| key.split_once('/').map(|(visit, _)| visit.to_owned());
    let visits: BTreeSet<String> = records.keys().filter_map(|key| visit_of(key)).collect();
    let mut visits: Vec<(f64, String)> = visits
        .into_iter()
        .map(|visit| {
            let head = records
                .get(&format!("{visit}/head"))
                .and_then(|text| serde_json::from_str::<Head>(text).ok());
            (head.map_or(f64::MIN, |head| head.saved_at), visit)
        })
        .collect();
    visits.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let mut found = Found::default();
    for (_, visit) in &visits {
        found.history = read(records, visit);
        if found.history.is_some() {
            break;
        }
        found.is_damaged = true;
    }
    let stale: BTreeSet<&String> = visits
        .iter()
        .skip(EARLIER_VISITS)
        .map(|(_, visit)| visit)
        .collect();
    let is_stale = |key: &&String| visit_of(key).is_some_and(|visit| stale.contains(&visit));
    found.stale = records.keys().filter(is_stale).cloned().collect();
    found
}

fn read(records: &Records, visit: &str) -> Option<History> {
    let head: Head = serde_json::from_str(records.get(&format!("{visit}/head"))?).ok()?;
    if head.relata > super::file::VERSION {
        return None;
    }
    let base = match head.base {
        Some(revision) => {
            let base: Base = serde_json::from_str(records.get(&format!("{visit}/base"))?).ok()?;
            if base.revision != revision {
                return None;
            }
            Some(Dump {
                revision,
                bytes: base64::decode(&base.rows)?,
            })
        }
        None => None,
    };
    let entries: Option<Vec<Arc<Entry>>> = head
        .entries
        .iter()
        .map(|id| {
            serde_json::from_str(records.get(&entry_key(visit, *id))?)
                .ok()
                .map(Arc::new)
        })
        .collect();
    History::from_parts(Parts {
        base,
        entries: entries?,
        cursor: head.cursor,
        next_entry: head.next_entry,
        next_revision: head.next_revision,
    })
}

fn entry_key(visit: &str, id: EntryId) -> String {
    format!("{visit}/entry/{}", id.0)
}

fn json(record: &impl Serialize) -> String {
    serde_json::to_string(record).expect("every key of a record is text or a number")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::history::{Merge, Todo};

    fn put(records: &mut Records, changes: Changes) {
        for key in changes.deletes {
            records.remove(&key);
        }
        records.extend(changes.puts);
    }

    fn push(history: &mut History, label: &str) {
        let project = history.project().clone();
        history.push(project, label.to_owned(), Merge::Never, Todo::Live);
    }

    #[test]
    fn a_history_comes_back_and_an_edit_writes_one_entry() {
        let mut history = History::story();
        push(&mut history, "one");
        let mut records = Records::new();
        put(&mut records, changes("a", 1.0, None, &history));
        let before = history.clone();
        push(&mut history, "two");
        let second = changes("a", 2.0, Some(&before), &history);
        assert_eq!(
            second
                .puts
                .iter()
                .map(|(key, _)| key.as_str())
                .collect::<Vec<_>>(),
            ["a/entry/2", "a/head"]
        );
        put(&mut records, second);
        let before = history.clone();
        history.undo();
        push(&mut history, "three");
        let third = changes("a", 3.0, Some(&before), &history);
        assert_eq!(third.deletes, ["a/entry/2"]);
        put(&mut records, third);
        let found = find(&records);
        assert_eq!(found.history.as_ref(), Some(&history));
        assert!(!found.is_damaged && found.stale.is_empty());
    }

    #[test]
    fn an_earlier_visit_is_taken_up_where_the_newest_is_damaged() {
        let history = History::story();
        let mut records = Records::new();
        for (visit, at) in [("a", 1.0), ("b", 3.0), ("c", 2.0)] {
            put(&mut records, changes(visit, at, None, &history));
        }
        records.insert("b/entry/0".to_owned(), "{".to_owned());
        let found = find(&records);
        assert_eq!(found.history, Some(history));
        assert!(found.is_damaged);
        assert_eq!(found.stale, ["a/entry/0", "a/head"]);
    }

    #[test]
    fn nothing_kept_is_no_damage() {
        assert_eq!(find(&Records::new()), Found::default());
    }
}
