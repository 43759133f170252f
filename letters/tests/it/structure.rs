//! What a screen reader finds: language, title, and a tree in which everything has its place (PDF/UA-1, ISO 14289-1, and
//! PDF/A-2a, ISO 19005-2), looked up in the finished file by `qpdf`. `krilla` checked the rest when it was written.

use std::collections::BTreeMap;

use rathaus_letters::{Pdf, cover_sheet, write};
use serde_json::Value;

use crate::support::{Laid, cover, one_page, run, three_pages};

/// Objects of a file by their name, and its trailer.
struct Parts(BTreeMap<String, Value>);

impl Parts {
    fn of(pdf: &Pdf) -> Option<Self> {
        let laid = Laid::new(pdf);
        let output = run(
            "qpdf",
            &["--json=2", "--json-stream-data=inline", "--decode-level=generalized"],
            &laid.path(),
            &[],
        )?;
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        let objects = json["qpdf"][1].as_object().unwrap();
        Some(Self(objects.iter().map(|(name, value)| (name.clone(), value.clone())).collect()))
    }

    fn get<'v>(&'v self, value: &'v Value) -> &'v Value {
        match value.as_str().and_then(|name| self.0.get(&format!("obj:{name}"))) {
            Some(object) if object.get("stream").is_some() => &object["stream"]["dict"],
            Some(object) => &object["value"],
            None => value,
        }
    }

    fn root(&self) -> &Value {
        self.get(&self.0["trailer"]["value"]["/Root"])
    }

    fn stream(&self, value: &Value) -> String {
        let object = &self.0[&format!("obj:{}", value.as_str().unwrap())];
        let data = object["stream"]["data"].as_str().unwrap();
        String::from_utf8_lossy(&base64(data)).into_owned()
    }

    /// The tree as one line: `Document(P Div(P P) H1 ...)`; a piece of content is a dot.
    fn tree(&self, node: &Value, alts: &mut Vec<String>) -> String {
        let node = self.get(node);
        let Some(role) = node.get("/S").and_then(Value::as_str) else { return ".".to_owned() };
        if role == "/Figure" {
            alts.push(node["/Alt"].as_str().unwrap_or_default().to_owned());
        }
        let kids = self.get(&node["/K"]);
        let kids = kids.as_array().cloned().unwrap_or_else(|| vec![kids.clone()]);
        let kids: Vec<String> = kids.iter().map(|kid| self.tree(kid, alts)).collect();
        let kids: Vec<String> = kids.into_iter().filter(|kid| kid != ".").collect();
        let inner = if kids.is_empty() { String::new() } else { format!("({})", kids.join(" ")) };
        format!("{}{inner}", role.trim_start_matches('/'))
    }
}

fn base64(text: &str) -> Vec<u8> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> = text.bytes().filter(|c| *c != b'=').map(digit).collect();
    let bits = digits.iter().flat_map(|digit| (0..6).rev().map(move |bit| digit >> bit & 1));
    let bits: Vec<u8> = bits.collect();
    bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |value, bit| value << 1 | bit)).collect()
}

fn says_what_it_is(parts: &Parts, title: &str) {
    let root = parts.root();
    assert_eq!(root["/Lang"], "u:de");
    assert_eq!(parts.get(&root["/MarkInfo"])["/Marked"], true);
    assert_eq!(parts.get(&root["/ViewerPreferences"])["/DisplayDocTitle"], true);
    assert!(root.get("/OpenAction").is_none() && root.get("/AcroForm").is_none());
    let about = parts.stream(&root["/Metadata"]);
    for fact in ["<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", title] {
        assert!(about.contains(fact), "{fact} is missing in {about}");
    }
    let outputs = parts.get(&root["/OutputIntents"]);
    assert_eq!(parts.get(&outputs[0])["/S"], "/GTS_PDFA1");
}

/// Between its marks nothing is drawn: all content is in the tree, or said to be furniture.
fn nothing_is_unmarked(parts: &Parts) {
    let pages = parts.get(&parts.root()["/Pages"]);
    for page in pages["/Kids"].as_array().unwrap() {
        let page = parts.get(page);
        assert_eq!(page["/Tabs"], "/S");
        assert!(page.get("/StructParents").is_some());
        let mut marked = 0_i32;
        let content = parts.stream(&page["/Contents"]).replace("EMC", " EMC ").replace("BDC", " BDC ");
        for word in content.split_ascii_whitespace() {
            match word {
                "BDC" | "BMC" => marked += 1,
                "EMC" => marked -= 1,
                "Tj" | "TJ" | "S" | "f" | "f*" | "B" => assert_eq!(marked, 1, "unmarked {word}"),
                _ => {}
            }
        }
        assert_eq!(marked, 0);
    }
}

fn tree(parts: &Parts) -> (String, Vec<String>) {
    let top = parts.get(&parts.root()["/StructTreeRoot"]);
    let kids = parts.get(&top["/K"]);
    let document = kids.as_array().map_or(kids, |kids| &kids[0]);
    let mut alts = Vec::new();
    (parts.tree(document, &mut alts), alts)
}

#[test]
fn a_letter_says_what_each_part_of_it_is() {
    let Some(parts) = Parts::of(&write(&one_page()).unwrap()) else { return };
    says_what_it_is(&parts, "Anmeldung Ihres Hundes");
    nothing_is_unmarked(&parts);
    let (tree, alts) = tree(&parts);
    let expected = "Document(P Div(P P P P) Div(P P P) H1 P P L(LI(Lbl LBody) LI(Lbl LBody)) P P P P \
                    Sect(P P P Figure) P)";
    assert_eq!(tree, expected);
    assert_eq!(alts, ["u:QR-Code, der zum digitalen Rathaus führt"]);
}

#[test]
fn a_notice_has_headings_a_table_and_its_remedy_in_a_section() {
    let Some(parts) = Parts::of(&write(&three_pages()).unwrap()) else { return };
    says_what_it_is(&parts, "Bescheid über Hundesteuer 2027");
    nothing_is_unmarked(&parts);
    let (tree, alts) = tree(&parts);
    let rows = " TR(TD TD)".repeat(30);
    let expected = format!(
        "Document(P Div(P P P P) Div(P P P) H1 P P Table(THead(TR(TH TH)) TBody({} TR(TH TD))) H2 P \
         L(LI(Lbl LBody) LI(Lbl LBody) LI(Lbl LBody)) P Sect(H2 P P P P Figure) Sect(H2 P) P P P \
         Sect(P P P Figure) P)",
        rows.trim_start()
    );
    assert_eq!(tree, expected);
    assert_eq!(alts.len(), 2);
    let outline = parts.get(&parts.root()["/Outlines"]);
    assert_eq!(outline["/Count"], 4, "subject, reasons, payment, remedy");
}

#[test]
fn a_cover_sheet_is_readable_for_all_too() {
    let Some(parts) = Parts::of(&cover_sheet(&cover()).unwrap()) else { return };
    says_what_it_is(&parts, "Ihr Bebauungsplan");
    nothing_is_unmarked(&parts);
    assert_eq!(tree(&parts).0, "Document(P Div(P P P P) Div(P P P) H1 P P Sect(P P P Figure) P)");
}
