//! What no dictionary of a PDF that is sent to people may say.

use super::{
    Limits, Refusal,
    file::{File, Object},
    stream::measure,
    syntax::{Dictionary, Value, get},
};

/// Names that stand for something we do not send, as a key or as a value. Wherever a reader could find the name, it is
/// found here, because a name is always written where it counts: keys are never references, and a value that is one
/// leads to an object that is looked at like all others.
const NAMES: &[(&[u8], Refusal)] = &[
    (b"JavaScript", Refusal::Script),
    (b"JS", Refusal::Script),
    (b"Launch", Refusal::Launch),
    (b"EmbeddedFile", Refusal::Attachment),
    (b"EmbeddedFiles", Refusal::Attachment),
    (b"FileAttachment", Refusal::Attachment),
    (b"XFA", Refusal::Form),
    (b"SubmitForm", Refusal::Form),
    (b"ImportData", Refusal::Form),
    (b"ResetForm", Refusal::Form),
    (b"RichMedia", Refusal::Media),
    (b"RichMediaContent", Refusal::Media),
    (b"RichMediaExecute", Refusal::Media),
    (b"Rendition", Refusal::Media),
    (b"Movie", Refusal::Media),
    (b"Sound", Refusal::Media),
    (b"GoTo3DView", Refusal::Media),
    (b"3D", Refusal::Media),
    (b"GoToR", Refusal::OtherFile),
    (b"GoToE", Refusal::OtherFile),
    (b"Encrypt", Refusal::Encrypted),
];

/// Keys that are refused whatever their value.
const KEYS: &[(&[u8], Refusal)] = &[
    (b"EF", Refusal::Attachment),
    (b"RF", Refusal::Attachment),
    (b"Collection", Refusal::Attachment),
    (b"UF", Refusal::OtherFile),
];

/// Where links may lead.
const SCHEMES: &[&[u8]] = &[b"https:", b"http:", b"mailto:", b"tel:"];

/// Looks at everything.
pub(super) fn inspect(file: &File<'_>, limits: &Limits) -> Result<(), Refusal> {
    let mut left = file.left;
    for trailer in &file.trailers {
        dictionary(file, trailer)?;
    }
    for object in &file.objects {
        value(file, &object.value)?;
        stream(file, object, &mut left, limits)?;
    }
    Ok(())
}

fn value(file: &File<'_>, looked_at: &Value) -> Result<(), Refusal> {
    match looked_at {
        Value::Name(name) => named(name, NAMES),
        Value::List(list) => list.iter().try_for_each(|inner| value(file, inner)),
        Value::Dictionary(inner) => dictionary(file, inner),
        _ => Ok(()),
    }
}

fn named(name: &[u8], table: &[(&[u8], Refusal)]) -> Result<(), Refusal> {
    match table.iter().find(|(bad, _)| *bad == name) {
        Some((_, refusal)) => Err(*refusal),
        None => Ok(()),
    }
}

fn dictionary(file: &File<'_>, looked_at: &Dictionary) -> Result<(), Refusal> {
    for (key, inner) in looked_at {
        named(key, NAMES)?;
        named(key, KEYS)?;
        match key.as_slice() {
            b"AA" => acts(file, inner)?,
            b"OpenAction" => opens(file, inner)?,
            b"URI" | b"Base" => link(file, key, inner)?,
            b"F" => other_file(file, inner)?,
            _ => {}
        }
        value(file, inner)?;
    }
    Ok(())
}

/// Additional actions happen without a click. A stream under this name is the drawing of a glyph.
fn acts(file: &File<'_>, actions: &Value) -> Result<(), Refusal> {
    let acts = |(value, stream): (&Value, bool)| !stream && value.dictionary().is_some_and(|d| !d.is_empty());
    if file.ever(actions).into_iter().any(acts) { Err(Refusal::ActsByItself) } else { Ok(()) }
}

/// Opening may go to a place in the file, and nothing else.
fn opens(file: &File<'_>, action: &Value) -> Result<(), Refusal> {
    let place = |value: &Value| match value {
        Value::Null => true,
        Value::List(list) => !list.iter().any(|inner| matches!(inner, Value::Dictionary(_))),
        Value::Dictionary(action) => {
            let goes = get(action, b"S").and_then(Value::name) == Some(b"GoTo");
            goes && get(action, b"Next").is_none()
        }
        _ => false,
    };
    let mut versions = file.ever(action).into_iter();
    if versions.all(|(value, stream)| place(value) && !stream) { Ok(()) } else { Err(Refusal::ActsByItself) }
}

fn link(file: &File<'_>, key: &[u8], target: &Value) -> Result<(), Refusal> {
    for (target, _) in file.ever(target) {
        let Some(text) = target.text() else {
            // The catalogue's own dictionary of that name holds a base, which is looked at for itself.
            if key == b"URI" && !matches!(target, Value::Dictionary(_) | Value::Null) {
                return Err(Refusal::Link);
            }
            continue;
        };
        let lower = text.to_ascii_lowercase();
        let plain = text.iter().all(u8::is_ascii_graphic);
        if !plain || !SCHEMES.iter().any(|scheme| lower.starts_with(scheme)) {
            return Err(Refusal::Link);
        }
    }
    Ok(())
}

/// A file specification: a text, or a dictionary with the names of one. Flags and resources of that name are neither.
fn other_file(file: &File<'_>, named: &Value) -> Result<(), Refusal> {
    let names: [&[u8]; 5] = [b"F", b"FS", b"DOS", b"Mac", b"Unix"];
    let specifies = |value: &Value| match value {
        Value::Text(_) => true,
        Value::Dictionary(inner) => names.iter().any(|name| get(inner, name).is_some()),
        _ => false,
    };
    if file.ever(named).into_iter().any(|(value, _)| specifies(value)) {
        return Err(Refusal::OtherFile);
    }
    Ok(())
}

fn stream(file: &File<'_>, object: &Object<'_>, left: &mut u64, limits: &Limits) -> Result<(), Refusal> {
    let (Some(packed), Some(about)) = (object.stream, object.value.dictionary()) else { return Ok(()) };
    let outside: [&[u8]; 3] = [b"F", b"FFilter", b"FDecodeParms"];
    if outside.iter().any(|name| get(about, name).is_some()) {
        return Err(Refusal::OtherFile);
    }
    let says = |key: &[u8], word: &[u8]| {
        let said = get(about, key).map(|value| file.ever(value)).unwrap_or_default();
        said.into_iter().any(|(value, _)| value.name() == Some(word))
    };
    if says(b"Subtype", b"PS") || says(b"Subtype2", b"PS") {
        return Err(Refusal::Script);
    }
    let side = |name: &[u8]| {
        let sides = get(about, name).map(|value| file.ever(value)).unwrap_or_default();
        let sides = sides.into_iter().filter_map(|(value, _)| u64::try_from(value.integer()?).ok());
        sides.max().unwrap_or_default()
    };
    if side(b"Width").saturating_mul(side(b"Height")) > limits.pixels {
        return Err(Refusal::Bomb);
    }
    measure(about, packed, left, limits)
}
