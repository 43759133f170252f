//! What the gate lets through, and everything it does not.

use rathaus_letters::{Limits, Refusal, check, write};

use crate::{
    hostile::{annotated, body, good, squeezed, start, update, with},
    support::{Laid, one_page, run, three_pages},
};

fn said(bytes: &[u8]) -> Result<u32, Refusal> {
    check(bytes, &Limits::default()).map(|facts| facts.pages)
}

#[track_caller]
fn refused(bytes: &[u8], why: Refusal) {
    assert_eq!(said(bytes), Err(why), "{}", String::from_utf8_lossy(&bytes[..bytes.len().min(2000)]));
}

#[test]
fn good_files_pass_however_they_are_written() {
    for file in [good().bytes(), good().packed(false), good().packed(true)] {
        let facts = check(&file, &Limits::default()).unwrap();
        assert_eq!((facts.pages, facts.a4, facts.tagged), (1, true, false));
        assert_eq!(facts.language.as_deref(), Some("de"));
    }
    let ours = write(&three_pages()).unwrap();
    assert_eq!(said(&ours.bytes), Ok(3));
    let laid = Laid::new(&ours);
    let ways: [&[&str]; 5] = [
        &["--linearize"],
        &["--object-streams=generate"],
        &["--linearize", "--object-streams=generate"],
        &["--object-streams=disable", "--compress-streams=n"],
        &["--qdf"],
    ];
    for way in ways {
        let target = laid.file("other.pdf");
        if run("qpdf", way, &laid.path(), &[target.to_str().unwrap()]).is_none() {
            return;
        }
        assert_eq!(said(&std::fs::read(&target).unwrap()), Ok(3), "{way:?}");
    }
    let target = laid.file("cairo.pdf");
    if run("pdftocairo", &["-pdf"], &laid.path(), &[target.to_str().unwrap()]).is_some() {
        assert_eq!(said(&std::fs::read(&target).unwrap()), Ok(3));
    }
}

#[test]
fn links_for_the_web_and_places_in_the_file_pass() {
    let link = |action: &str| {
        annotated(&format!("<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A {action} >>"), &[])
    };
    assert_eq!(said(&link("<< /S /URI /URI (https://www.erlenbrueck.example/) >>")), Ok(1));
    assert_eq!(said(&link("<< /S /URI /URI (mailto:rathaus@example.org) >>")), Ok(1));
    assert_eq!(said(&link("<< /S /GoTo /D [3 0 R /Fit] >>")), Ok(1));
    for address in
        ["file:///etc/passwd", "javascript:alert\\(1\\)", "\\\\\\\\server\\\\share", "page.html", ""]
    {
        refused(&link(&format!("<< /S /URI /URI ({address}) >>")), Refusal::Link);
    }
    refused(&link("<< /S /URI /URI 7 >>"), Refusal::Link);
    assert_eq!(said(&with("/OpenAction [3 0 R /Fit]", &[])), Ok(1));
    assert_eq!(said(&with("/OpenAction << /S /GoTo /D [3 0 R /Fit] >>", &[])), Ok(1));
}

/// What a catalogue must not say, with objects from number 6 on.
const CATALOGUES: &[(&str, &[&str], Refusal)] = &[
    ("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", &[], Refusal::ActsByItself),
    ("/OpenAction 6 0 R", &["<< /S /URI /URI (https://a.example/) >>"], Refusal::ActsByItself),
    ("/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next 6 0 R >>", &["<< /S /Named >>"], Refusal::ActsByItself),
    ("/OpenAction << /S 6 0 R /D [3 0 R /Fit] >>", &["/GoTo"], Refusal::ActsByItself),
    ("/Names << /JavaScript << /Names [(a) 6 0 R] >> >>", &["<< /S /JavaScript /JS (1) >>"], Refusal::Script),
    ("/Names << /EmbeddedFiles << /Names [] >> >>", &[], Refusal::Attachment),
    ("/AA << /WC 6 0 R >>", &["<< /S /Named /N /NextPage >>"], Refusal::ActsByItself),
    ("/AA 6 0 R", &["<< /WC << /S /Named /N /NextPage >> >>"], Refusal::ActsByItself),
    ("/AcroForm << /XFA [] /Fields [] >>", &[], Refusal::Form),
    ("/Collection << /View /D >>", &[], Refusal::Attachment),
    ("/AF [6 0 R]", &["<< /Type /Filespec /F (a.exe) /EF << /F 4 0 R >> >>"], Refusal::OtherFile),
    ("/URI << /Base (file:///) >>", &[], Refusal::Link),
];

/// What an annotation must not say, with objects from number 7 on.
const ANNOTATIONS: &[(&str, &[&str], Refusal)] = &[
    ("<< /Subtype /Link /A << /S /JavaScript /JS (1) >> >>", &[], Refusal::Script),
    ("<< /Subtype /Link /A << /S /J#61vaScript /J#53 (1) >> >>", &[], Refusal::Script),
    ("<< /Subtype /Link /A << /S 7 0 R >> >>", &["/JavaScript"], Refusal::Script),
    ("<< /Subtype /Link /A << /S /Launch /F (cmd.exe) >> >>", &[], Refusal::Launch),
    ("<< /Subtype /Link /A << /S /#4caunch >> >>", &[], Refusal::Launch),
    ("<< /Subtype /Link /A << /S /GoTo /D [3 0 R /Fit] /Next [<< /S /Launch >>] >> >>", &[], Refusal::Launch),
    ("<< /Subtype /Link /A << /S /GoToR /F (a.pdf) >> >>", &[], Refusal::OtherFile),
    ("<< /Subtype /Link /A << /S /GoToE >> >>", &[], Refusal::OtherFile),
    ("<< /Subtype /Link /A << /S /Thread /F 7 0 R >> >>", &["(a.pdf)"], Refusal::OtherFile),
    ("<< /Subtype /Link /A << /S /SubmitForm /F (https://a.example) >> >>", &[], Refusal::Form),
    ("<< /Subtype /Link /A << /S /ImportData >> >>", &[], Refusal::Form),
    ("<< /Subtype /Link /A << /S /ResetForm >> >>", &[], Refusal::Form),
    ("<< /Subtype /Link /A << /S /Rendition >> >>", &[], Refusal::Media),
    ("<< /Subtype /RichMedia >>", &[], Refusal::Media),
    ("<< /Subtype /Movie >>", &[], Refusal::Media),
    ("<< /Subtype /3D >>", &[], Refusal::Media),
    ("<< /Subtype /FileAttachment /FS << /F (a) >> >>", &[], Refusal::Attachment),
    ("<< /Subtype /Widget /AA << /K << /S /Named >> >> >>", &[], Refusal::ActsByItself),
    ("<< /Subtype /Link /A << /S /URI /URI 7 0 R >> >>", &["(file:///a)"], Refusal::Link),
];

#[test]
fn what_acts_runs_sends_or_carries_is_refused() {
    for (catalogue, more, why) in CATALOGUES {
        refused(&with(catalogue, more), *why);
    }
    for (annotation, more, why) in ANNOTATIONS {
        refused(&annotated(annotation, more), *why);
    }
    let mut file = good();
    file.trailer = "/Encrypt << /Filter /Standard /V 1 >>".into();
    refused(&file.bytes(), Refusal::Encrypted);
    refused(&file.packed(true), Refusal::Encrypted);
}

#[test]
fn hiding_does_not_help() {
    let script: &[u8] = b"<< /S /JavaScript /JS (1) >>";
    // In an object nobody refers to, and in one that is packed.
    let mut file = good();
    file.objects.push(script.to_vec());
    for bytes in [file.bytes(), file.packed(false), file.packed(true)] {
        refused(&bytes, Refusal::Script);
    }
    // In a revision that was replaced, and in one that replaces.
    let old = file.bytes();
    let previous = format!("/Prev {}", start(&old));
    refused(&update(&old, &[(6, b"null")], &previous), Refusal::Script);
    let old = good().bytes();
    let previous = format!("/Prev {}", start(&old));
    refused(&update(&old, &[(4, script)], &previous), Refusal::Script);
    assert_eq!(said(&update(&old, &[(6, b"null")], &previous)), Ok(1));
    // An action that was harmless before, or will be.
    let opening = with("/OpenAction 6 0 R", &["[3 0 R /Fit]"]);
    let previous = format!("/Prev {}", start(&opening));
    let acting = update(&opening, &[(6, b"<< /S /URI /URI (https://a.example/) >>")], &previous);
    refused(&acting, Refusal::ActsByItself);
    let calm = update(&acting, &[(6, b"[3 0 R /Fit]")], &format!("/Prev {}", start(&acting)));
    refused(&calm, Refusal::ActsByItself);
    // In a trailer that no longer counts.
    let mut trailed = good();
    trailed.trailer = "/A << /S /Launch >>".into();
    let trailed = trailed.bytes();
    let previous = format!("/Prev {}", start(&trailed));
    refused(&update(&trailed, &[], &previous), Refusal::Launch);
}

#[test]
fn what_needs_guessing_is_refused() {
    let file = good().bytes();
    let broken = |bytes: &[u8]| match said(bytes) {
        Err(Refusal::Broken(_) | Refusal::NotPdf) => {}
        other => panic!("{other:?}: {}", String::from_utf8_lossy(bytes)),
    };
    broken(b"");
    broken(b"<html>");
    broken(&[b"GIF89a".as_slice(), &file].concat());
    broken(&[&file, b"PK\x03\x04".as_slice()].concat());
    broken(&[&file, b"6 0 obj null endobj".as_slice()].concat());
    broken(&[&file, b"% a note".as_slice()].concat());
    broken(&[&file, b"%startxref 7\n".as_slice()].concat());
    broken(&with("/AA 6 0 R", &["7 0 R", "<< /WC << /S /Named >> >>"]));
    for junk in [b"junk ".as_slice(), b"<< >> ", b"\x01"] {
        let place = file.windows(8).position(|window| window == b"3 0 obj\n").unwrap();
        broken(&[&file[..place], junk, &file[place..]].concat());
    }
    let replaced = |from: &str, to: &str| {
        let place = file.windows(from.len()).rposition(|window| window == from.as_bytes()).unwrap();
        [&file[..place], to.as_bytes(), &file[place + from.len()..]].concat()
    };
    broken(&replaced("%%EOF", ""));
    broken(&replaced("/Root 1 0 R", "/Root 4 0 R"));
    broken(&replaced("/Root 1 0 R", "/Root 1 0 R /Root 4 0 R"));
    broken(&replaced("/Root 1 0 R", "/Root 1 0 R /Prev 0"));
    broken(&replaced("/Root 1 0 R", &format!("/Root 1 0 R /Prev {}", start(&file))));
    broken(&replaced("/Count 1", "/Count 2"));
    broken(&replaced("[3 0 R]", "[2 0 R]"));
    broken(&replaced("[3 0 R]", "[9 0 R]"));
    broken(&replaced("[3 0 R]", "[3 1 R]"));
    broken(&replaced("/Length 5 0 R", "/Length 5 1 R"));
    broken(&replaced("[3 0 R]", "[3 0 R 3 0 R]"));
    broken(&replaced("endstream", "endstrean"));
    broken(&replaced("\n5\n", "\n4\n"));
    broken(&replaced("/Pages 2", "/P#ZZ 2"));
    broken(&replaced(" 00000 n", " 00001 n"));
    for end in 1..file.len() - 1 {
        assert!(said(&file[..end]).is_err(), "{end}");
    }
}

#[test]
fn limits_hold() {
    let bytes = good().bytes();
    let limited = |change: &dyn Fn(&mut Limits), bytes: &[u8]| {
        let mut limits = Limits::default();
        change(&mut limits);
        check(bytes, &limits).unwrap_err()
    };
    assert_eq!(limited(&|limits| limits.bytes = 100, &bytes), Refusal::TooLarge);
    assert_eq!(limited(&|limits| limits.values = 30, &bytes), Refusal::TooManyParts);
    let three = write(&three_pages()).unwrap().bytes;
    assert_eq!(limited(&|limits| limits.pages = 2, &three), Refusal::TooManyPages);
    assert_eq!(limited(&|limits| limits.unpacked = 1000, &three), Refusal::Bomb);
    let updated = update(&bytes, &[], &format!("/Prev {}", start(&bytes)));
    assert_eq!(limited(&|limits| limits.tables = 1, &updated), Refusal::TooManyParts);

    refused(&with(&format!("/A {}", "[".repeat(100_000)), &[]), Refusal::TooDeep);
    refused(&with(&format!("/A {}", "<</A ".repeat(100_000)), &[]), Refusal::TooDeep);
    refused(&with(&format!("/A [{}]", "0 ".repeat(2_000_000)), &[]), Refusal::TooManyParts);

    let zeros = vec![0; 50_000_000];
    let mut file = good();
    file.objects.push(body("", &zeros, true));
    let small = |limits: &mut Limits| limits.unpacked = 40_000_000;
    assert_eq!(limited(&small, &file.bytes()), Refusal::Bomb);
    // A bomb in a bomb.
    let twice = squeezed(&squeezed(&zeros));
    file.objects[5] = body("/Filter [/FlateDecode /FlateDecode]", &twice, false);
    assert_eq!(limited(&small, &file.bytes()), Refusal::Bomb);
    assert_eq!(said(&file.bytes()), Ok(1));
    let mut holder = good();
    holder.objects.push(body("/Type /ObjStm /N 1 /First 4", &zeros, true));
    refused(&holder.bytes(), Refusal::Bomb);
    let picture = "/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 1";
    file.objects[5] = body(picture, b"0", true);
    refused(&file.bytes(), Refusal::Bomb);
}

#[test]
fn strange_streams_are_refused() {
    let stream = |about: &str, data: &[u8], squeeze| {
        let mut file = good();
        file.objects.push(body(about, data, squeeze));
        file.bytes()
    };
    refused(&stream("/F (a.bin)", b"", false), Refusal::OtherFile);
    refused(&stream("/FFilter /FlateDecode", b"", false), Refusal::OtherFile);
    refused(&stream("/Filter /LZWDecode", b"\x80\x0b", false), Refusal::Packing);
    refused(&stream("/Filter /Crypt", b"", false), Refusal::Encrypted);
    refused(&stream("/Filter [/DCTDecode /FlateDecode]", b"", false), Refusal::Packing);
    refused(&stream("/Subtype /PS", b"", false), Refusal::Script);
    refused(&stream("/Type /EmbeddedFile", b"MZ", false), Refusal::Attachment);
    let broken = |bytes: &[u8]| assert!(matches!(said(bytes), Err(Refusal::Broken(_))), "{:?}", said(bytes));
    broken(&stream("/Filter /FlateDecode", b"not packed", false));
    let half = squeezed(&[7; 1000]);
    broken(&stream("/Filter /FlateDecode", &half[..half.len() - 3], false));
    broken(&stream("/Type 4 0 R", b"", false));
    // Packed objects that lie over one another would cost their size each time.
    let overlapping = b"6 0 7 0 [ 1 2 3 ]";
    broken(&stream("/Type /ObjStm /N 2 /First 8", overlapping, true));
    broken(&stream("/Type /ObjStm /N 9 /First 8", overlapping, true));
    broken(&stream("/Filter [/ASCII85Decode /FlateDecode]", b"GhVa:~>", false));
    assert_eq!(said(&stream("/Filter /ASCIIHexDecode", b"48 65 6C 6C 6F>", false)), Ok(1));
    assert_eq!(said(&stream("/Filter [/RunLengthDecode /DCTDecode]", b"\xff0\x80", false)), Ok(1));
}

#[test]
fn a_refusal_has_a_word_that_never_changes() {
    assert_eq!(Refusal::Broken("x").code(), "broken");
    assert_eq!(Refusal::ActsByItself.code(), "acts_by_itself");
    let signed = annotated("<< /Subtype /Widget /FT /Sig /V << /ByteRange [0 1 2 3] >> >>", &[]);
    assert!(check(&signed, &Limits::default()).unwrap().signed);
    assert!(!check(&write(&one_page()).unwrap().bytes, &Limits::default()).unwrap().signed);
}
