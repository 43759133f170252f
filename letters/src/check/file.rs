//! The whole file from front to back, and the proof that its tables say the same.

use std::collections::{HashMap, HashSet};

use super::{
    Limits, Refusal,
    stream::unpack,
    syntax::{Budget, Dictionary, Reader, Value, get},
    table::{Entry, Table, chain, last_start, plain},
};

/// An object as it stands in the file or in a stream of objects.
#[derive(Debug)]
pub(super) struct Object<'b> {
    pub value: Value,
    /// A reference with another one leads nowhere.
    generation: u64,
    /// What its dictionary describes, packed as it is.
    pub stream: Option<&'b [u8]>,
}

/// A file that was read to the last byte.
#[derive(Debug)]
pub(super) struct File<'b> {
    /// All objects, dead ones too.
    pub objects: Vec<Object<'b>>,
    /// Each trailer.
    pub trailers: Vec<Dictionary>,
    /// The trailer that counts.
    pub trailer: Dictionary,
    /// Every object that ever had this number.
    pub versions: HashMap<u32, Vec<usize>>,
    /// The one that has it now.
    pub current: HashMap<u32, usize>,
    /// How often it was saved.
    pub revisions: usize,
    /// What streams may still give.
    pub left: u64,
}

fn broken<T>(why: &'static str) -> Result<T, Refusal> {
    Err(Refusal::Broken(why))
}

/// What was found while reading.
#[derive(Default)]
struct Found<'b> {
    objects: Vec<Object<'b>>,
    numbers: Vec<u32>,
    /// Place in the file: generation and object.
    places: HashMap<usize, (u32, u64, usize)>,
    trailers: Vec<Dictionary>,
    /// Places of plain tables.
    tables: HashSet<usize>,
    /// What the last `startxref` says.
    start: u64,
    /// How often it ends.
    ends: usize,
    /// Packed objects: number and place of their stream, to number and object.
    packed: HashMap<(u32, usize), Vec<(u32, usize)>>,
}

impl<'b> File<'b> {
    /// Reads it.
    pub fn read(bytes: &'b [u8], limits: &Limits) -> Result<Self, Refusal> {
        let version = bytes.strip_prefix(b"%PDF-").and_then(|rest| rest.get(..3)).unwrap_or_default();
        if !matches!(version, [b'1', b'.', b'0'..=b'7'] | [b'2', b'.', b'0']) {
            return Err(Refusal::NotPdf);
        }
        let mut budget = Budget::of(limits);
        let mut left = limits.unpacked;
        let start = last_start(bytes)?;
        let tables = chain(bytes, start, &mut budget, &mut left, limits)?;
        let mut found = scan(bytes, &tables, &mut budget)?;
        if usize::try_from(found.start) != Ok(start) {
            return broken("it does not say where its table is");
        }
        if tables
            .iter()
            .any(|table| !found.tables.contains(&table.place) && !found.places.contains_key(&table.place))
        {
            return broken("a table stands nowhere");
        }
        open_packed(&mut found, &mut budget, &mut left, limits)?;
        let current = agree(bytes, &tables, &found)?;
        let mut versions: HashMap<u32, Vec<usize>> = HashMap::new();
        for (object, number) in found.numbers.iter().enumerate() {
            let versions = versions.entry(*number).or_default();
            versions.push(object);
            if versions.len() > limits.tables {
                return Err(Refusal::TooManyParts);
            }
        }
        let revisions = found.ends;
        let trailer = tables.first().map(|table| table.trailer.clone()).unwrap_or_default();
        let mut trailers = found.trailers;
        trailers.extend(tables.into_iter().map(|table| table.trailer));
        Ok(Self { objects: found.objects, trailers, trailer, versions, current, revisions, left })
    }

    /// The object that has this number and generation now.
    pub fn now(&self, number: u32, generation: u64) -> Option<&Object<'b>> {
        self.objects.get(*self.current.get(&number)?).filter(|object| object.generation == generation)
    }

    /// The value itself, or what it refers to now.
    pub fn value<'v>(&'v self, value: &'v Value) -> &'v Value {
        match value {
            Value::Reference(number, generation) => {
                self.now(*number, *generation).map_or(&Value::Null, |object| &object.value)
            }
            value => value,
        }
    }

    /// The value itself, or everything it ever referred to.
    pub fn ever<'v>(&'v self, value: &'v Value) -> Vec<(&'v Value, bool)> {
        let Value::Reference(number, _) = value else { return vec![(value, false)] };
        let objects = self.versions.get(number).into_iter().flatten();
        let objects = objects.filter_map(|object| self.objects.get(*object));
        objects.map(|object| (&object.value, object.stream.is_some())).collect()
    }
}

/// Header, objects, tables, trailers, and nothing between them.
fn scan<'b>(bytes: &'b [u8], tables: &[Table], budget: &mut Budget) -> Result<Found<'b>, Refusal> {
    let mut found = Found::default();
    let mut reader = Reader::new(bytes, 0);
    let revisions = Revisions::of(bytes, tables);
    let mut end = 0;
    loop {
        reader.skip();
        if reader.peek().is_none() {
            break;
        }
        let place = reader.at;
        if reader.word(b"startxref") {
            reader.skip_white();
            found.start = reader.natural()?;
            found.ends += 1;
            reader.skip_white();
            if !reader.take(b"%%EOF") {
                return broken("it does not say where it ends");
            }
            end = reader.at;
        } else if reader.word(b"xref") {
            found.tables.insert(place);
            found.trailers.push(plain(&mut reader, budget)?.trailer);
        } else {
            object(&mut reader, &revisions, budget, &mut found)?;
        }
    }
    // Not even a comment follows.
    reader.at = end;
    reader.skip_white();
    if end > 0 && reader.peek().is_none() { Ok(found) } else { broken("it does not say where it ends") }
}

fn object<'b>(
    reader: &mut Reader<'b>,
    revisions: &Revisions<'_>,
    budget: &mut Budget,
    found: &mut Found<'b>,
) -> Result<(), Refusal> {
    let place = reader.at;
    let Ok(number) = reader.natural() else { return broken("something between its objects") };
    reader.skip();
    let generation = reader.natural()?;
    reader.skip();
    if !reader.word(b"obj") {
        return broken("something between its objects");
    }
    let number = u32::try_from(number).or(broken("an object number is too large"))?;
    let value = own_value(reader, budget)?;
    reader.skip();
    let mut stream = None;
    if reader.rest().starts_with(b"stream") {
        let Value::Dictionary(dictionary) = &value else { return broken("a stream without its dictionary") };
        let length = revisions.length(reader.bytes, dictionary, place)?;
        stream = reader.stream(length);
        if stream.is_none() {
            return broken("a stream without its end");
        }
        reader.skip();
    }
    if !reader.word(b"endobj") {
        return broken("an object without its end");
    }
    found.places.insert(place, (number, generation, found.objects.len()));
    found.numbers.push(number);
    found.objects.push(Object { value, generation, stream });
    Ok(())
}

/// The value of an object: not the name of yet another one, which some readers follow and others do not.
fn own_value(reader: &mut Reader<'_>, budget: &mut Budget) -> Result<Value, Refusal> {
    match reader.value(budget)? {
        Value::Reference(..) => broken("an object that is only a reference"),
        value => Ok(value),
    }
}

/// Which object belongs to which table.
struct Revisions<'t> {
    tables: &'t [Table],
    of: HashMap<usize, usize>,
}

impl<'t> Revisions<'t> {
    fn of(bytes: &[u8], tables: &'t [Table]) -> Self {
        let mut of = HashMap::new();
        for (index, table) in tables.iter().enumerate().filter(|_| tables.len() > 1) {
            for entry in table.entries.values() {
                if let Entry::At(at, _) = entry {
                    let mut reader = Reader::new(bytes, *at);
                    reader.skip_little();
                    of.entry(reader.at).or_insert(index);
                }
            }
        }
        Self { tables, of }
    }

    /// How long a stream is; where that is an object of its own, it is the one of the stream's own revision.
    fn length(&self, bytes: &[u8], dictionary: &Dictionary, place: usize) -> Result<usize, Refusal> {
        let missing = Refusal::Broken("a stream without its length");
        let (number, generation) = match get(dictionary, b"Length") {
            Some(Value::Integer(length)) => return usize::try_from(*length).map_err(|_negative| missing),
            Some(Value::Reference(number, generation)) => (*number, *generation),
            _ => return Err(missing),
        };
        let own = self.of.get(&place).copied().unwrap_or_default();
        let mut tables = self.tables.iter().skip(own).chain(self.tables);
        let at = tables.find_map(|table| match table.entries.get(&number) {
            Some(Entry::At(at, own)) if *own == generation => Some(*at),
            _ => None,
        });
        let mut reader = Reader::new(bytes, at.ok_or(missing)?);
        reader.skip_little();
        let same = reader.natural()? == u64::from(number);
        reader.skip_little();
        reader.natural()?;
        reader.skip_little();
        if !same || !reader.word(b"obj") {
            return Err(missing);
        }
        reader.skip_little();
        usize::try_from(reader.natural()?).map_err(|_huge| missing)
    }
}

impl<'b> Reader<'b> {
    /// The bytes of a stream, if `stream` and `endstream` stand where they belong.
    pub fn stream(&mut self, length: usize) -> Option<&'b [u8]> {
        self.skip();
        if !(self.take(b"stream\r\n") || self.take(b"stream\n")) {
            return None;
        }
        let end = self.at.checked_add(length)?;
        let data = self.bytes.get(self.at..end)?;
        self.at = end;
        self.take(b"\r");
        self.take(b"\n");
        self.word(b"endstream").then_some(data)
    }
}

/// Objects that are packed into streams.
fn open_packed(
    found: &mut Found<'_>,
    budget: &mut Budget,
    left: &mut u64,
    limits: &Limits,
) -> Result<(), Refusal> {
    for holder in 0..found.objects.len() {
        let Some((object, number)) = found.objects.get(holder).zip(found.numbers.get(holder)) else {
            continue;
        };
        let (Some(data), Some(dictionary)) = (object.stream, object.value.dictionary()) else { continue };
        match get(dictionary, b"Type") {
            Some(Value::Name(name)) if name == b"ObjStm" => {}
            Some(Value::Reference(..)) => return broken("a stream does not say what it is"),
            _ => continue,
        }
        let number = *number;
        let data = unpack(dictionary, data, left, limits)?;
        let natural =
            |name| get(dictionary, name).and_then(Value::integer).and_then(|n| usize::try_from(n).ok());
        let (Some(count), Some(first)) = (natural(b"N"), natural(b"First")) else {
            return broken("packed objects that cannot be read");
        };
        let mut heads = Reader::new(&data, 0);
        let mut end = first;
        for index in 0..count {
            budget.spend()?;
            let mut next = || {
                heads.skip_white();
                heads.natural()
            };
            let inner = u32::try_from(next()?).or(broken("an object number is too large"))?;
            let place = usize::try_from(next()?).ok().and_then(|place| place.checked_add(first));
            // One after the other: what is read twice would cost twice.
            let place = place.filter(|place| heads.at <= first && *place >= end);
            let Some(place) = place else { return broken("packed objects that cannot be read") };
            let mut reader = Reader::new(&data, place);
            let value = own_value(&mut reader, budget)?;
            end = reader.at;
            found.packed.entry((number, index)).or_default().push((inner, found.objects.len()));
            found.numbers.push(inner);
            found.objects.push(Object { value, generation: 0, stream: None });
        }
    }
    Ok(())
}

/// Every entry of every table leads to exactly the object it names; gives the object that has each number now.
fn agree(bytes: &[u8], tables: &[Table], found: &Found<'_>) -> Result<HashMap<u32, usize>, Refusal> {
    let mut current: HashMap<u32, Option<usize>> = HashMap::new();
    // A free entry of a table counts only after what stands beside that table.
    let mut freed: Vec<u32> = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        for (number, entry) in &table.entries {
            let object = match entry {
                Entry::Free => {
                    freed.push(*number);
                    continue;
                }
                Entry::At(at, generation) => {
                    let mut reader = Reader::new(bytes, *at);
                    reader.skip_little();
                    let object = found.places.get(&reader.at);
                    object.filter(|(n, g, _)| n == number && g == generation).map(|(.., object)| *object)
                }
                Entry::In(holder, place) => {
                    let objects = found.packed.get(&(*holder, *place)).into_iter().flatten();
                    objects.rev().find(|(n, _)| n == number).map(|(_, object)| *object)
                }
            };
            let Some(object) = object else { return broken("its table leads astray") };
            current.entry(*number).or_insert(Some(object));
        }
        if !tables.get(index + 1).is_some_and(|next| next.beside) {
            for number in freed.drain(..) {
                current.entry(number).or_insert(None);
            }
        }
    }
    Ok(current.into_iter().filter_map(|(number, object)| Some((number, object?))).collect())
}
