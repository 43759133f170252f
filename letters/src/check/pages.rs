//! The pages, counted by walking their tree.

use std::collections::HashSet;

use super::{
    Facts, Limits, Refusal,
    file::File,
    syntax::{Dictionary, Value, get},
};

/// A4 in points (ISO 216), and about a millimetre.
const A4: (f64, f64) = (595.28, 841.89);
const SLACK: f64 = 3.0;

fn broken<T>(why: &'static str) -> Result<T, Refusal> {
    Err(Refusal::Broken(why))
}

/// What a page takes from the nodes above it.
#[derive(Clone, Copy, Default)]
struct Inherited {
    size: Option<(f64, f64)>,
    turned: i64,
}

/// Walks the tree and looks at the catalogue.
pub(super) fn facts(file: &File<'_>, limits: &Limits) -> Result<Facts, Refusal> {
    let Some(root) = get(&file.trailer, b"Root").and_then(|root| file.value(root).dictionary()) else {
        return broken("it has no catalogue");
    };
    if get(root, b"Type").map(|kind| file.value(kind)).and_then(Value::name) != Some(b"Catalog") {
        return broken("it has no catalogue");
    }
    let Some(Value::Reference(top, generation)) = get(root, b"Pages") else {
        return broken("it has no pages");
    };
    let (pages, a4) = walk(file, (*top, *generation), limits)?;
    let says = |dictionary: &Dictionary, name: &[u8]| {
        get(dictionary, name).is_some_and(|value| *file.value(value) == Value::Bool(true))
    };
    let marked = get(root, b"MarkInfo").and_then(|info| file.value(info).dictionary());
    let structure = get(root, b"StructTreeRoot").and_then(|tree| file.value(tree).dictionary());
    let signs = |object: &Value| {
        let field = object.dictionary().and_then(|d| get(d, b"FT")).and_then(Value::name) == Some(b"Sig");
        field || object.dictionary().and_then(|d| get(d, b"ByteRange")).is_some()
    };
    Ok(Facts {
        pages,
        a4,
        tagged: structure.is_some() && marked.is_some_and(|info| says(info, b"Marked")),
        language: get(root, b"Lang").and_then(|language| tag(file.value(language).text()?)),
        signed: file.objects.iter().any(|object| signs(&object.value)),
        revisions: file.revisions,
    })
}

/// Pages, and whether all are upright A4.
fn walk(file: &File<'_>, top: (u32, u64), limits: &Limits) -> Result<(u32, bool), Refusal> {
    let mut seen = HashSet::new();
    let mut open = vec![(top, Inherited::default())];
    let (mut pages, mut a4) = (0_u32, true);
    while let Some(((number, generation), above)) = open.pop() {
        if !seen.insert(number) {
            return broken("a page stands twice in the tree");
        }
        let Some(node) = file.now(number, generation).and_then(|object| object.value.dictionary()) else {
            return broken("a page is missing");
        };
        let here = inherit(file, node, above)?;
        if let Some(kids) = get(node, b"Kids") {
            let Value::List(kids) = file.value(kids) else { return broken("the tree of pages is damaged") };
            for kid in kids {
                let Value::Reference(kid, generation) = kid else {
                    return broken("the tree of pages is damaged");
                };
                open.push(((*kid, *generation), here));
            }
            if open.len() > limits.values {
                return Err(Refusal::TooManyParts);
            }
            continue;
        }
        if get(node, b"Type").map(|kind| file.value(kind)).and_then(Value::name) != Some(b"Page") {
            return broken("the tree of pages is damaged");
        }
        let Some((width, height)) = here.size else { return broken("a page without a size") };
        let turned = here.turned.rem_euclid(180) != 0;
        let (width, height) = if turned { (height, width) } else { (width, height) };
        a4 &= get(node, b"UserUnit").is_none();
        a4 &= (width - A4.0).abs() <= SLACK && (height - A4.1).abs() <= SLACK;
        pages += 1;
        if pages > limits.pages {
            return Err(Refusal::TooManyPages);
        }
    }
    let count = file.now(top.0, top.1).and_then(|object| get(object.value.dictionary()?, b"Count"));
    match count.map(|count| file.value(count)).and_then(Value::integer) {
        _ if pages == 0 => broken("it has no pages"),
        Some(count) if count == i64::from(pages) => Ok((pages, a4)),
        _ => broken("it does not have as many pages as it says"),
    }
}

fn inherit(file: &File<'_>, node: &Dictionary, above: Inherited) -> Result<Inherited, Refusal> {
    let size = match get(node, b"MediaBox") {
        None => above.size,
        Some(area) => Some(size(file, area).ok_or(Refusal::Broken("a page without a size"))?),
    };
    let turned = get(node, b"Rotate").and_then(|turned| file.value(turned).integer());
    Ok(Inherited { size, turned: turned.unwrap_or(above.turned) })
}

fn size(file: &File<'_>, area: &Value) -> Option<(f64, f64)> {
    let Value::List(sides) = file.value(area) else { return None };
    let number = |value: &Value| match file.value(value) {
        Value::Integer(value) => i32::try_from(*value).ok().map(f64::from),
        Value::Real(value) => Some(*value),
        _ => None,
    };
    let sides: Option<Vec<f64>> = sides.iter().map(number).collect();
    let [left, bottom, right, top] = *sides?.as_slice() else { return None };
    Some(((right - left).abs(), (top - bottom).abs()))
}

/// A language tag, if it looks like one.
fn tag(text: &[u8]) -> Option<String> {
    let text = String::from_utf8(text.to_vec()).ok()?;
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (plain && (2..=35).contains(&text.len())).then_some(text)
}
