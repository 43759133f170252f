//! PDFs written by hand: a good one, and what can be made of it.

use std::{fmt::Write as _, io::Write as _};

/// Objects of a file; the place in the list is the number, from 1.
#[derive(Clone)]
pub struct Handmade {
    pub objects: Vec<Vec<u8>>,
    pub trailer: String,
}

/// One page with one line.
pub fn good() -> Handmade {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (de) >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 841.89] /Contents 4 0 R >>",
        "<< /Length 5 0 R >>\nstream\nBT ET\nendstream",
        "5",
    ];
    Handmade {
        objects: objects.iter().map(|text| text.as_bytes().to_vec()).collect(),
        trailer: String::new(),
    }
}

/// The good one with more in its catalogue, and more objects from number 6 on.
pub fn with(catalogue: &str, more: &[&str]) -> Vec<u8> {
    let mut file = good();
    file.objects[0] = format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>").into_bytes();
    file.objects.extend(more.iter().map(|text| text.as_bytes().to_vec()));
    file.bytes()
}

/// The good one with an annotation on its page.
pub fn annotated(annotation: &str, more: &[&str]) -> Vec<u8> {
    let mut file = good();
    file.objects[2] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [6 0 R] >>".to_vec();
    file.objects.push(annotation.as_bytes().to_vec());
    file.objects.extend(more.iter().map(|text| text.as_bytes().to_vec()));
    file.bytes()
}

impl Handmade {
    /// As a file with a plain table.
    pub fn bytes(&self) -> Vec<u8> {
        let numbered = self.objects.iter().enumerate().map(|(index, object)| (index + 1, object.as_slice()));
        update(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", &numbered.collect::<Vec<_>>(), &self.trailer)
    }

    /// As a file whose objects without streams are packed, with a table that is a stream.
    pub fn packed(&self, squeeze: bool) -> Vec<u8> {
        let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let (mut heads, mut bodies, mut inside) = (String::new(), Vec::new(), Vec::new());
        let mut places = vec![(0_u8, 0_usize, 0_usize)];
        let holder = self.objects.len() + 1;
        for (index, object) in self.objects.iter().enumerate() {
            let plain = object.windows(6).any(|window| window == b"stream");
            if plain || object == b"5" {
                places.push((1, file.len(), 0));
                writeln!(file, "{} 0 obj", index + 1).unwrap();
                file.extend(object);
                file.extend(b"\nendobj\n");
            } else {
                places.push((2, holder, inside.len()));
                write!(heads, "{} {} ", index + 1, bodies.len()).unwrap();
                bodies.extend(object);
                bodies.push(b' ');
                inside.push(index);
            }
        }
        let data = [heads.as_bytes(), &bodies].concat();
        let about = format!("/Type /ObjStm /N {} /First {}", inside.len(), heads.len());
        places.push((1, file.len(), 0));
        file.extend(stream(holder, &about, &data, squeeze));
        let start = file.len();
        places.push((1, start, 0));
        let rows: Vec<u8> = places
            .iter()
            .flat_map(|(kind, place, index)| {
                let place = u32::try_from(*place).unwrap().to_be_bytes();
                [&[*kind], place.as_slice(), &[0, u8::try_from(*index).unwrap()]].concat()
            })
            .collect();
        let size = places.len();
        let about = format!("/Type /XRef /Size {size} /W [1 4 2] /Root 1 0 R {}", self.trailer);
        file.extend(stream(holder + 1, &about, &rows, squeeze));
        write!(file, "startxref\n{start}\n%%EOF\n").unwrap();
        file
    }
}

/// Appends objects with a table of their own.
pub fn update(before: &[u8], objects: &[(usize, &[u8])], trailer: &str) -> Vec<u8> {
    let mut file = before.to_vec();
    let mut table = String::from("xref\n0 1\n0000000000 65535 f \n");
    for (number, object) in objects {
        write!(table, "{number} 1\n{:010} 00000 n \n", file.len()).unwrap();
        writeln!(file, "{number} 0 obj").unwrap();
        file.extend(*object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    write!(file, "{table}trailer\n<< /Size 100 /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n")
        .unwrap();
    file
}

/// Where the newest table of a file stands.
pub fn start(file: &[u8]) -> String {
    let text = String::from_utf8_lossy(file).into_owned();
    text.rsplit("startxref").next().unwrap().split_whitespace().next().unwrap().to_owned()
}

/// A whole object with a stream.
pub fn stream(number: usize, about: &str, data: &[u8], squeeze: bool) -> Vec<u8> {
    let body = body(about, data, squeeze);
    [format!("{number} 0 obj\n").as_bytes(), &body, b"\nendobj\n"].concat()
}

/// A stream with its dictionary.
pub fn body(about: &str, data: &[u8], squeeze: bool) -> Vec<u8> {
    let (data, filter) =
        if squeeze { (squeezed(data), " /Filter /FlateDecode") } else { (data.to_vec(), "") };
    let head = format!("<< {about}{filter} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), &data, b"\nendstream"].concat()
}

pub fn squeezed(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}
