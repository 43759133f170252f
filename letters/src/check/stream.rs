//! Packed streams, unpacked within limits.

use flate2::{Decompress, FlushDecompress, Status};

use super::{
    Limits, Refusal,
    syntax::{Dictionary, Value, get},
};

/// How a stream is packed, outermost first; names as they stand in the file.
pub(super) fn filters(dictionary: &Dictionary) -> Result<Vec<&[u8]>, Refusal> {
    let name = |value: &'_ Value| -> bool { value.name().is_some() };
    match get(dictionary, b"Filter") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Name(filter)) => Ok(vec![filter.as_slice()]),
        Some(Value::List(list)) if list.iter().all(name) => Ok(list.iter().filter_map(Value::name).collect()),
        Some(_) => Err(Refusal::Packing),
    }
}

/// Unpacks what can be unpacked, up to a picture's own packing, and counts it. Nothing is kept.
pub(super) fn measure(
    dictionary: &Dictionary,
    packed: &[u8],
    left: &mut u64,
    limits: &Limits,
) -> Result<(), Refusal> {
    let filters = filters(dictionary)?;
    let mut held: Option<Vec<u8>> = None;
    for (index, filter) in filters.iter().enumerate() {
        let data = held.as_deref().unwrap_or(packed);
        let last = index + 1 == filters.len();
        let keep = if last { 0 } else { limits.held };
        match *filter {
            b"FlateDecode" => held = Some(inflate(data, left, keep)?),
            b"ASCII85Decode" | b"ASCIIHexDecode" => held = Some(spelled(filter, data, left, keep)?),
            b"RunLengthDecode" => held = Some(runs(data, left, keep)?),
            b"DCTDecode" | b"JPXDecode" | b"CCITTFaxDecode" | b"JBIG2Decode" if last => {}
            b"Crypt" => return Err(Refusal::Encrypted),
            _ => return Err(Refusal::Packing),
        }
    }
    Ok(())
}

/// Unpacks a stream of objects or of table entries, which only Flate may pack.
pub(super) fn unpack(
    dictionary: &Dictionary,
    packed: &[u8],
    left: &mut u64,
    limits: &Limits,
) -> Result<Vec<u8>, Refusal> {
    match filters(dictionary)?.as_slice() {
        [] => {
            spend(left, packed.len())?;
            Ok(packed.to_vec())
        }
        [b"FlateDecode"] => {
            let data = inflate(packed, left, limits.held)?;
            without_prediction(dictionary, data)
        }
        _ => Err(Refusal::Packing),
    }
}

fn spend(left: &mut u64, bytes: usize) -> Result<(), Refusal> {
    let bytes = u64::try_from(bytes).map_err(|_huge| Refusal::Bomb)?;
    *left = left.checked_sub(bytes).ok_or(Refusal::Bomb)?;
    Ok(())
}

/// Puts bytes aside if they are to be kept, within the limit.
fn keep_some(held: &mut Vec<u8>, bytes: &[u8], keep: usize) -> Result<(), Refusal> {
    if keep > 0 {
        if held.len() + bytes.len() > keep {
            return Err(Refusal::Bomb);
        }
        held.extend_from_slice(bytes);
    }
    Ok(())
}

/// Zlib data. It has to end where it says and its check sum has to be right.
fn inflate(data: &[u8], left: &mut u64, keep: usize) -> Result<Vec<u8>, Refusal> {
    let broken = Refusal::Broken("a packed stream cannot be unpacked");
    let mut held = Vec::new();
    if data.is_empty() {
        return Ok(held);
    }
    let mut machine = Decompress::new(true);
    let mut buffer = vec![0; 1 << 16];
    let mut rest = data;
    loop {
        let (read, written) = (machine.total_in(), machine.total_out());
        let status = machine.decompress(rest, &mut buffer, FlushDecompress::None).map_err(|_bad| broken)?;
        let count = |now: u64, before: u64| usize::try_from(now - before).map_err(|_huge| Refusal::Bomb);
        let (read, written) = (count(machine.total_in(), read)?, count(machine.total_out(), written)?);
        spend(left, written)?;
        keep_some(&mut held, buffer.get(..written).unwrap_or_default(), keep)?;
        rest = rest.get(read..).unwrap_or_default();
        match status {
            Status::StreamEnd => return Ok(held),
            _ if read == 0 && written == 0 => return Err(broken),
            Status::Ok | Status::BufError => {}
        }
    }
}

/// Bytes written out in letters: never more than there are letters, but for `z`, which is four zeros.
fn spelled(filter: &[u8], data: &[u8], left: &mut u64, keep: usize) -> Result<Vec<u8>, Refusal> {
    if keep == 0 {
        spend(left, data.len().saturating_mul(4))?;
        return Ok(Vec::new());
    }
    let broken = Refusal::Broken("a spelled stream cannot be read");
    let mut held = Vec::new();
    let (base, digits) = if filter == b"ASCIIHexDecode" { (16, 2) } else { (85, 5) };
    let mut group: Vec<u32> = Vec::with_capacity(5);
    for byte in data.iter().copied().filter(|byte| !byte.is_ascii_whitespace() && *byte != 0) {
        let digit = match byte {
            b'>' if base == 16 => break,
            b'~' if base == 85 => break,
            b'z' if base == 85 && group.is_empty() => {
                spend(left, 4)?;
                keep_some(&mut held, &[0; 4], keep)?;
                continue;
            }
            b'!'..=b'u' if base == 85 => u32::from(byte - b'!'),
            _ if base == 16 => char::from(byte).to_digit(16).ok_or(broken)?,
            _ => return Err(broken),
        };
        group.push(digit);
        if group.len() == digits {
            let bytes = group_bytes(&group, base, digits).ok_or(broken)?;
            spend(left, bytes.len())?;
            keep_some(&mut held, &bytes, keep)?;
            group.clear();
        }
    }
    if !group.is_empty() {
        let given = group.len();
        let filler = if base == 16 { 0 } else { 84 };
        group.resize(digits, filler);
        let mut bytes = group_bytes(&group, base, digits).ok_or(broken)?;
        bytes.truncate(if base == 16 { 1 } else { given - 1 });
        keep_some(&mut held, &bytes, keep)?;
    }
    Ok(held)
}

fn group_bytes(group: &[u32], base: u32, digits: usize) -> Option<Vec<u8>> {
    let value = group.iter().try_fold(0_u32, |value, digit| value.checked_mul(base)?.checked_add(*digit))?;
    let bytes = value.to_be_bytes();
    Some(if digits == 2 { bytes.get(3..)?.to_vec() } else { bytes.to_vec() })
}

/// Run lengths: a byte repeated up to 128 times, or up to 128 bytes as they are.
fn runs(data: &[u8], left: &mut u64, keep: usize) -> Result<Vec<u8>, Refusal> {
    let mut held = Vec::new();
    let mut rest = data.iter().copied();
    while let Some(length) = rest.next() {
        let run: Vec<u8> = match length {
            128 => break,
            0..=127 => rest.by_ref().take(usize::from(length) + 1).collect(),
            129.. => rest.next().map(|byte| vec![byte; 257 - usize::from(length)]).unwrap_or_default(),
        };
        spend(left, run.len())?;
        keep_some(&mut held, &run, keep)?;
    }
    Ok(held)
}

/// Takes back the prediction of PNG (ISO 32000-1, 7.4.4.4).
fn without_prediction(dictionary: &Dictionary, data: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    let parameters = match get(dictionary, b"DecodeParms") {
        None | Some(Value::Null) => return Ok(data),
        Some(Value::Dictionary(parameters)) => parameters,
        Some(Value::List(list)) => match list.as_slice() {
            [Value::Null] => return Ok(data),
            [Value::Dictionary(parameters)] => parameters,
            _ => return Err(Refusal::Packing),
        },
        Some(_) => return Err(Refusal::Packing),
    };
    let number = |name: &[u8], without| get(parameters, name).map_or(Some(without), Value::integer);
    let bytes = (number(b"Colors", 1), number(b"BitsPerComponent", 8));
    let columns = number(b"Columns", 1).and_then(|columns| usize::try_from(columns).ok());
    match (number(b"Predictor", 1), bytes, columns) {
        (Some(1), ..) => Ok(data),
        (Some(10..=15), (Some(1), Some(8)), Some(columns @ 1..=64)) => rows(&data, columns),
        _ => Err(Refusal::Packing),
    }
}

fn rows(data: &[u8], columns: usize) -> Result<Vec<u8>, Refusal> {
    let mut above = vec![0_u8; columns];
    let mut plain = Vec::with_capacity(data.len());
    for row in data.chunks(columns + 1) {
        let Some((kind, row)) = row.split_first() else { continue };
        if row.len() != columns {
            return Err(Refusal::Broken("a packed stream cannot be unpacked"));
        }
        let (mut left, mut corner) = (0_u8, 0_u8);
        for (byte, above) in row.iter().zip(above.iter_mut()) {
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => *above,
                3 => left.midpoint(*above),
                4 => paeth(left, *above, corner),
                _ => return Err(Refusal::Broken("a packed stream cannot be unpacked")),
            };
            corner = *above;
            left = byte.wrapping_add(guess);
            *above = left;
            plain.push(left);
        }
    }
    Ok(plain)
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(above) - i16::from(corner);
    let far = |byte: u8| (guess - i16::from(byte)).abs();
    if far(left) <= far(above) && far(left) <= far(corner) {
        left
    } else if far(above) <= far(corner) {
        above
    } else {
        corner
    }
}
