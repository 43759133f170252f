//! Finding an address the way people type it: small letters, `ae` for `ä`, `str.` for `straße`, a letter too
//! few, the house number before it is finished.
//!
//! Names are folded once into a plain spelling, queries as they come. A town has a few hundred names, so every
//! query looks at all of them; typing errors are only tried where the exact ways found too little.

use rathaus_api::map::AddressHit;

/// Longer queries are cut: no address is longer.
const QUERY_CHARS_MAX: usize = 100;

/// Shorter texts are not searched for with a typing error; anything would match.
const TYPO_CHARS_MIN: usize = 4;

/// A street with its houses, or a named place.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) district: Option<String>,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) is_place: bool,
    pub(super) houses: Vec<House>,
    /// Words with every kind of "straße" as `str`.
    words: Vec<String>,
    joined: Vec<char>,
    /// Spelled out, to look for typing errors in.
    spelled: Vec<char>,
    district_words: Vec<String>,
}

/// One house number.
#[derive(Debug)]
pub(super) struct House {
    pub(super) number: String,
    pub(super) lat: f64,
    pub(super) lon: f64,
}

impl Entry {
    pub(super) fn new(name: &str, district: Option<&str>, lat: f64, lon: f64) -> Self {
        let plain = plain_words(name);
        let words: Vec<String> = plain.iter().map(|word| shorten(word)).collect();
        Self {
            name: name.to_owned(),
            district: district.map(str::to_owned),
            lat,
            lon,
            is_place: false,
            houses: Vec::new(),
            joined: words.concat().chars().collect(),
            words,
            spelled: plain.iter().flat_map(|word| spell_out(word).chars().collect::<Vec<_>>()).collect(),
            district_words: district.map(short_words).unwrap_or_default(),
        }
    }

    /// As people write it: `Schulstraße 12`, `Dorfstraße 3, Hasselbach`.
    pub(super) fn label(&self, house: Option<&House>) -> String {
        let mut label = self.name.clone();
        if let Some(house) = house {
            label.push(' ');
            label.push_str(&house.number);
        }
        if let Some(district) = &self.district {
            label.push_str(", ");
            label.push_str(district);
        }
        label
    }

    fn hit(&self, house: Option<&House>) -> AddressHit {
        let (lat, lon) = house.map_or((self.lat, self.lon), |house| (house.lat, house.lon));
        AddressHit { label: self.label(house), lat, lon }
    }
}

/// How well an entry fits, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Start,
    Words,
    Inside,
    Typo,
}

/// Everything that can be found.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) entries: Vec<Entry>,
    town: Vec<String>,
}

impl Index {
    pub(super) fn new(mut entries: Vec<Entry>, town: &str) -> Self {
        for entry in &mut entries {
            entry.houses.sort_by_key(|house| number_order(&house.number));
        }
        Self { entries, town: plain_words(town) }
    }

    pub(super) fn search(&self, text: &str, limit: usize) -> Vec<AddressHit> {
        let short: String = text.chars().take(QUERY_CHARS_MAX).collect();
        let mut query = plain_words(&short);
        // "39999 Erlenbrück" at the end of a pasted address.
        query.retain(|word| !(word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit())));
        if query.len() > self.town.len() && query.ends_with(&self.town) {
            query.truncate(query.len() - self.town.len());
        }
        if query.is_empty() || limit == 0 {
            return Vec::new();
        }
        let mut hits = Vec::new();
        for wanted in Wanted::readings(&query) {
            self.collect(&wanted, limit, &mut hits);
            if !hits.is_empty() {
                break;
            }
        }
        hits
    }

    fn collect(&self, wanted: &Wanted, limit: usize, hits: &mut Vec<AddressHit>) {
        let mut found: Vec<(Fit, &Entry)> =
            self.entries.iter().filter_map(|entry| Some((wanted.fit(entry)?, entry))).collect();
        if found.is_empty() {
            found = self
                .entries
                .iter()
                .filter(|entry| wanted.fits_with_typo(entry))
                .map(|e| (Fit::Typo, e))
                .collect();
        }
        // With a house number somebody means a street, not the bus stop of the same name.
        if wanted.number.is_some() && found.iter().any(|(_, entry)| !entry.is_place) {
            found.retain(|(_, entry)| !entry.is_place);
        }
        found.sort_by(|(fit, entry), (other_fit, other)| {
            (fit, entry.joined.len(), &entry.name, &entry.district).cmp(&(
                other_fit,
                other.joined.len(),
                &other.name,
                &other.district,
            ))
        });
        for (_, entry) in found {
            for hit in wanted.hits(entry) {
                if hits.len() >= limit {
                    return;
                }
                if !hits.iter().any(|known| known.label == hit.label) {
                    hits.push(hit);
                }
            }
        }
    }
}

/// A query read one way: these words are the name, that is the number, the rest a district.
struct Wanted {
    name: Vec<String>,
    joined: Vec<char>,
    spelled: Vec<char>,
    number: Option<String>,
    district: Vec<String>,
}

impl Wanted {
    /// The last number with a name before it may be a house number, or belong to the name (`Straße des 17. Juni`).
    fn readings(query: &[String]) -> Vec<Self> {
        let digit = |word: &String| word.starts_with(|first: char| first.is_ascii_digit());
        let mut readings = Vec::with_capacity(2);
        if let Some(at) = query.iter().rposition(digit).filter(|at| *at > 0) {
            let letter = query
                .get(at + 1)
                .filter(|next| next.len() == 1 && next.bytes().all(|b| b.is_ascii_lowercase()));
            let after = at + 1 + usize::from(letter.is_some());
            let number = format!("{}{}", query[at], letter.map_or("", String::as_str));
            readings.push(Self::new(&query[..at], Some(number), &query[after..]));
        }
        readings.push(Self::new(query, None, &[]));
        readings
    }

    fn new(name: &[String], number: Option<String>, district: &[String]) -> Self {
        let short: Vec<String> = name.iter().map(|word| shorten(word)).collect();
        Self {
            joined: short.concat().chars().collect(),
            name: short,
            spelled: name.concat().chars().collect(),
            number,
            district: district.iter().map(|word| shorten(word)).collect(),
        }
    }

    fn fit(&self, entry: &Entry) -> Option<Fit> {
        if !self.district_fits(entry) {
            return None;
        }
        if entry.joined == self.joined {
            Some(Fit::Exact)
        } else if entry.joined.starts_with(&self.joined) {
            Some(Fit::Start)
        } else if self.words_fit(entry) {
            Some(Fit::Words)
        } else if self.joined.len() >= TYPO_CHARS_MIN
            && entry.joined.windows(self.joined.len()).any(|part| part == self.joined)
        {
            Some(Fit::Inside)
        } else {
            None
        }
    }

    /// Every word begins a word of the name or of the district, in any order.
    fn words_fit(&self, entry: &Entry) -> bool {
        let begins = |word: &String| {
            entry.words.iter().chain(&entry.district_words).any(|known| known.starts_with(word.as_str()))
        };
        self.name.iter().all(begins)
    }

    fn district_fits(&self, entry: &Entry) -> bool {
        self.district
            .iter()
            .all(|word| entry.district_words.iter().any(|known| known.starts_with(word.as_str())))
    }

    fn fits_with_typo(&self, entry: &Entry) -> bool {
        if self.joined.len() < TYPO_CHARS_MIN || !self.district_fits(entry) {
            return false;
        }
        begins_with_typo(&entry.joined, &self.joined)
            || begins_with_typo(&entry.spelled, &self.spelled)
            || entry.words.iter().any(|word| {
                word.len() >= TYPO_CHARS_MIN
                    && begins_with_typo(&word.chars().collect::<Vec<_>>(), &self.joined)
            })
    }

    /// The houses the number may mean; the street itself where it has none of them.
    fn hits(&self, entry: &Entry) -> Vec<AddressHit> {
        let Some(number) = &self.number else { return vec![entry.hit(None)] };
        let plain = |house: &House| house.number.to_lowercase().replace(' ', "");
        let mut exact: Vec<&House> = Vec::new();
        let mut begun: Vec<&House> = Vec::new();
        for house in &entry.houses {
            let known = plain(house);
            if known == *number {
                exact.push(house);
            } else if known.starts_with(number.as_str()) {
                begun.push(house);
            }
        }
        if exact.is_empty() && begun.is_empty() {
            return vec![entry.hit(None)];
        }
        exact.into_iter().chain(begun).map(|house| entry.hit(Some(house))).collect()
    }
}

/// `2`, `2a`, `10` in the order of the street.
fn number_order(number: &str) -> (u32, String) {
    let end = number.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(number.len());
    (number[..end].parse().unwrap_or(0), number[end..].to_lowercase())
}

/// A text as words in plain spelling: small letters, no umlauts, no punctuation.
fn plain_words(text: &str) -> Vec<String> {
    let mut plain = String::with_capacity(text.len() + 4);
    let mut before = ' ';
    for letter in text.chars().flat_map(char::to_lowercase) {
        // "Schulstr.12" is two words, "12a" is one.
        if letter.is_ascii_digit() && before.is_alphabetic() {
            plain.push(' ');
        }
        before = letter;
        match letter {
            'ä' | 'à' | 'á' | 'â' => plain.push('a'),
            'ö' | 'ó' | 'ô' => plain.push('o'),
            'ü' | 'ú' | 'û' => plain.push('u'),
            'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'ß' => plain.push_str("ss"),
            // A combining diaeresis, as macOS writes "ü".
            '\u{308}' => {}
            letter if letter.is_alphanumeric() => plain.push(letter),
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().map(fold_vowels).collect()
}

/// `ae`, `oe`, `ue` as umlauts are written without them, on both sides, so that "neue" stays equal to itself;
/// three `s` as two (`Schlossstraße`, `Schloßstraße`, `Schlosstraße`).
fn fold_vowels(word: &str) -> String {
    word.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("sss", "ss")
}

fn short_words(text: &str) -> Vec<String> {
    plain_words(text).iter().map(|word| shorten(word)).collect()
}

/// Every beginning of "strasse" at the end of a word as `str`.
fn shorten(word: &str) -> String {
    let start = ["strasse", "strass", "stras", "stra"].iter().find_map(|ending| word.strip_suffix(ending));
    start.map_or_else(|| word.to_owned(), |start| format!("{start}str"))
}

/// The other way round: a name on a sign that is already short.
fn spell_out(word: &str) -> String {
    word.strip_suffix("str").map_or_else(|| word.to_owned(), |start| format!("{start}strasse"))
}

/// Whether `text` begins with `query` when one letter is added, left out, wrong, or swapped with its neighbour.
fn begins_with_typo(text: &[char], query: &[char]) -> bool {
    let same = text.iter().zip(query).take_while(|(one, other)| one == other).count();
    let (text, query) = (&text[same..], &query[same..]);
    let Some(query_rest) = query.get(1..) else { return true };
    let text_rest = text.get(1..).unwrap_or_default();
    text_rest.starts_with(query_rest)
        || text.starts_with(query_rest)
        || (!text.is_empty() && text_rest.starts_with(query))
        || (query.len() >= 2
            && text.len() >= 2
            && text[0] == query[1]
            && text[1] == query[0]
            && text[2..].starts_with(&query[2..]))
}
