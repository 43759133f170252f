//! Cross-reference tables and streams (ISO 32000-1, 7.5.4 and 7.5.8), and the chain of revisions they make.

use std::collections::{HashMap, HashSet};

use super::{
    Limits, Refusal,
    stream::unpack,
    syntax::{Budget, Dictionary, Reader, Value, get},
};

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    Free,
    /// Place in the file, and generation.
    At(usize, u64),
    /// Number of the stream it is packed into, and its place there.
    In(u32, usize),
}

/// One table with its trailer.
#[derive(Debug)]
pub(super) struct Table {
    /// Where it stands.
    pub place: usize,
    pub entries: HashMap<u32, Entry>,
    pub trailer: Dictionary,
    /// Its objects are hidden from old readers behind another table's free entries.
    pub beside: bool,
}

fn broken<T>(why: &'static str) -> Result<T, Refusal> {
    Err(Refusal::Broken(why))
}

/// Follows the chain from the newest table to the oldest; gives them with their places.
pub(super) fn chain(
    bytes: &[u8],
    start: usize,
    budget: &mut Budget,
    left: &mut u64,
    limits: &Limits,
) -> Result<Vec<Table>, Refusal> {
    let mut tables: Vec<Table> = Vec::new();
    let mut seen = HashSet::new();
    let mut next = vec![(start, false)];
    while let Some((offset, beside)) = next.pop() {
        if !seen.insert(offset) {
            return broken("its tables go in a circle");
        }
        if tables.len() == limits.tables {
            return Err(Refusal::TooManyParts);
        }
        let mut reader = Reader::new(bytes, offset);
        reader.skip_little();
        let place = reader.at;
        let mut table = if reader.word(b"xref") {
            plain(&mut reader, budget)?
        } else {
            packed(&mut reader, budget, left, limits)?
        };
        (table.beside, table.place) = (beside, place);
        let place_of = |name: &[u8]| match get(&table.trailer, name) {
            None => Ok(None),
            Some(Value::Integer(place)) => match usize::try_from(*place) {
                Ok(place) => Ok(Some(place)),
                Err(_) => broken("a table stands nowhere"),
            },
            Some(_) => broken("a table stands nowhere"),
        };
        // The one taken next is the last one pushed; what stands beside another has no predecessors of its own.
        if !beside {
            next.extend(place_of(b"Prev")?.map(|place| (place, false)));
            next.extend(place_of(b"XRefStm")?.map(|place| (place, true)));
        }
        tables.push(table);
    }
    Ok(tables)
}

/// What stands after the last `startxref`.
pub(super) fn last_start(bytes: &[u8]) -> Result<usize, Refusal> {
    const WORD: &[u8] = b"startxref";
    let from = bytes.len().saturating_sub(2048);
    let tail = bytes.get(from..).unwrap_or_default();
    let Some(place) = tail.windows(WORD.len()).rposition(|window| window == WORD) else {
        return broken("it does not say where its table is");
    };
    let mut reader = Reader::new(bytes, from + place + WORD.len());
    reader.skip_white();
    usize::try_from(reader.natural()?).or(broken("a table stands nowhere"))
}

/// A table in plain text, after its first word.
pub(super) fn plain(reader: &mut Reader<'_>, budget: &mut Budget) -> Result<Table, Refusal> {
    let mut entries = HashMap::new();
    loop {
        reader.skip();
        if reader.word(b"trailer") {
            break;
        }
        let first = reader.natural()?;
        reader.skip_white();
        let count = reader.natural()?;
        for number in first..first.saturating_add(count) {
            budget.spend()?;
            reader.skip_white();
            let place = reader.natural()?;
            reader.skip_white();
            let generation = reader.natural()?;
            reader.skip_white();
            let entry = match (reader.word(b"n"), usize::try_from(place)) {
                (true, Ok(place)) => Entry::At(place, generation),
                (false, _) if reader.word(b"f") => Entry::Free,
                _ => return broken("a table that cannot be read"),
            };
            enter(&mut entries, number, entry)?;
        }
    }
    reader.skip();
    match reader.value(budget)? {
        Value::Dictionary(trailer) => Ok(Table { entries, trailer, place: 0, beside: false }),
        _ => broken("a table without a trailer"),
    }
}

fn enter(entries: &mut HashMap<u32, Entry>, number: u64, entry: Entry) -> Result<(), Refusal> {
    let number = u32::try_from(number).or(broken("an object number is too large"))?;
    if entries.insert(number, entry).is_some() {
        return broken("an object stands twice in a table");
    }
    Ok(())
}

/// A table that is a stream; its length has to stand in it.
fn packed(
    reader: &mut Reader<'_>,
    budget: &mut Budget,
    left: &mut u64,
    limits: &Limits,
) -> Result<Table, Refusal> {
    reader.natural()?;
    reader.skip();
    reader.natural()?;
    reader.skip();
    if !reader.word(b"obj") {
        return broken("a table stands nowhere");
    }
    let Value::Dictionary(trailer) = reader.value(budget)? else { return broken("a table stands nowhere") };
    if get(&trailer, b"Type").and_then(Value::name) != Some(b"XRef") {
        return broken("a table stands nowhere");
    }
    let length = get(&trailer, b"Length").and_then(Value::integer);
    let Some(data) = length.and_then(|length| reader.stream(usize::try_from(length).ok()?)) else {
        return broken("a stream without its end");
    };
    let data = unpack(&trailer, data, left, limits)?;
    let entries = entries(&trailer, &data, budget)?;
    Ok(Table { entries, trailer, place: 0, beside: false })
}

fn entries(trailer: &Dictionary, data: &[u8], budget: &mut Budget) -> Result<HashMap<u32, Entry>, Refusal> {
    let numbers = |name: &[u8]| -> Option<Vec<u64>> {
        let Some(Value::List(list)) = get(trailer, name) else { return None };
        list.iter().map(|value| u64::try_from(value.integer()?).ok()).collect()
    };
    let widths = numbers(b"W").unwrap_or_default();
    let [kind, second, third] = widths.as_slice() else { return broken("a table that cannot be read") };
    let size = get(trailer, b"Size").and_then(Value::integer).and_then(|size| u64::try_from(size).ok());
    let index = match get(trailer, b"Index") {
        None => vec![0, size.unwrap_or_default()],
        Some(_) => numbers(b"Index").unwrap_or_default(),
    };
    let mut rest = data;
    let mut entries = HashMap::new();
    let mut field = |width: u64| -> Option<Option<u64>> {
        let width = usize::try_from(width).ok().filter(|width| *width <= 8)?;
        let (bytes, after) = rest.split_at_checked(width)?;
        rest = after;
        let value = bytes.iter().try_fold(0_u64, |value, byte| {
            value.checked_mul(256).and_then(|value| value.checked_add(u64::from(*byte)))
        });
        Some(if width == 0 { None } else { Some(value?) })
    };
    for pair in index.chunks(2) {
        let [first, count] = pair else { return broken("a table that cannot be read") };
        for number in *first..first.saturating_add(*count) {
            budget.spend()?;
            let (Some(kind), Some(second), Some(third)) = (field(*kind), field(*second), field(*third))
            else {
                return broken("a table that cannot be read");
            };
            let (second, third) = (second.unwrap_or_default(), third.unwrap_or_default());
            let entry = match (kind.unwrap_or(1), usize::try_from(second), usize::try_from(third)) {
                (0, ..) => Entry::Free,
                (1, Ok(place), _) => Entry::At(place, third),
                (2, _, Ok(index)) => {
                    Entry::In(u32::try_from(second).or(broken("an object number is too large"))?, index)
                }
                _ => return broken("a table that cannot be read"),
            };
            enter(&mut entries, number, entry)?;
        }
    }
    if rest.is_empty() { Ok(entries) } else { broken("a table that cannot be read") }
}
