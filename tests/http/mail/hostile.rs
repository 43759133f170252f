//! Archives and lists that something is wrong with, by accident or on purpose: each is named by its code, and nothing of it
//! is sent.

use std::io::{Cursor, Write};

use rathaus_api::mail::{Run, RunDoubtCode as Doubt, RunState};
use rathaus_api::problem::Code;
use rathaus_tests::people::otto;
use rathaus_tests::runs::{HEAD, archive, archive_for, line, list, neighbour, news_for_all, notice_pdf};
use rathaus_tests::{Clerk, TestTown};
use uuid::Uuid;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

type Files = Vec<(String, Vec<u8>)>;

fn good() -> Files {
    let lines = [line("K-1", "a.pdf", &otto()), line("K-2", "b.pdf", &neighbour(1))];
    vec![
        ("a.pdf".to_owned(), notice_pdf(1, 10)),
        ("b.pdf".to_owned(), notice_pdf(2, 10)),
        ("recipients.csv".to_owned(), list(&lines).into_bytes()),
    ]
}

fn good_and(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<u8> {
    let mut files = good();
    files.push((name.to_owned(), bytes.into()));
    archive(&files)
}

fn with_list(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<u8> {
    let mut files = good();
    files.pop();
    files.push((name.to_owned(), bytes.into()));
    archive(&files)
}

fn csv(text: &str) -> Vec<u8> {
    with_list("recipients.csv", text)
}

/// Changes bytes at a distance from every place where others stand.
fn patched(mut bytes: Vec<u8>, beside: &[u8], distance: usize, change: fn(&mut u8)) -> Vec<u8> {
    let places: Vec<usize> =
        (0..bytes.len() - beside.len()).filter(|at| bytes[*at..].starts_with(beside)).collect();
    assert!(!places.is_empty(), "nothing to change");
    for place in places {
        change(&mut bytes[place + distance]);
    }
    bytes
}

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";

fn encrypted() -> Vec<u8> {
    let flag = |byte: &mut u8| *byte |= 1;
    patched(patched(archive(&good()), LOCAL, 6, flag), CENTRAL, 8, flag)
}

fn with_link() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for (name, bytes) in good() {
        writer.start_file(name.as_str(), options).expect("it is written");
        writer.write_all(&bytes).expect("it is written");
    }
    writer.add_symlink("c.pdf", "/etc/passwd", options).expect("it is written");
    writer.finish().expect("it is written").into_inner()
}

fn many_files() -> Vec<u8> {
    archive(&(0..10_200).map(|number| (format!("{number}.pdf"), Vec::new())).collect::<Files>())
}

fn many_rows() -> Vec<u8> {
    let lines: Vec<String> = (0..10_001).map(|number| line(&number.to_string(), "a.pdf", &otto())).collect();
    csv(&list(&lines))
}

fn cut(mut bytes: Vec<u8>, keep: impl Fn(usize) -> usize) -> Vec<u8> {
    let length = keep(bytes.len());
    bytes.truncate(length);
    bytes
}

/// What is wrong with an archive, and the archive.
fn archives() -> Vec<(&'static str, Doubt, Vec<u8>)> {
    let zip = || archive(&good());
    let one_more = |byte: &mut u8| *byte = byte.wrapping_add(1);
    let twice = patched(zip(), b"b.pdf", 0, |byte| *byte = b'a');
    vec![
        ("nothing at all", Doubt::ArchiveDamaged, Vec::new()),
        ("a text", Doubt::ArchiveDamaged, b"Dear colleague, please find attached".to_vec()),
        ("a PDF", Doubt::ArchiveDamaged, notice_pdf(1, 10)),
        ("the first half", Doubt::ArchiveDamaged, cut(zip(), |length| length / 2)),
        ("without its last byte", Doubt::ArchiveDamaged, cut(zip(), |length| length - 1)),
        ("a size that is a lie", Doubt::ArchiveDamaged, patched(zip(), CENTRAL, 24, one_more)),
        ("names that differ", Doubt::ArchiveDamaged, patched(zip(), LOCAL, 30, one_more)),
        ("the list has a wrong checksum", Doubt::ArchiveDamaged, {
            patched(patched(zip(), LOCAL, 14, one_more), CENTRAL, 16, one_more)
        }),
        ("a password", Doubt::ArchiveEncrypted, encrypted()),
        ("too many files", Doubt::TooManyFiles, many_files()),
        ("a file of 21 MiB", Doubt::UnpacksTooLarge, good_and("c.pdf", vec![b'x'; 21 << 20])),
        ("a bomb", Doubt::UnpacksTooLarge, good_and("c.pdf", vec![0; 19 << 20])),
        ("a way up", Doubt::UnsafeName, good_and("../c.pdf", "x")),
        ("a way up from below", Doubt::UnsafeName, good_and("a/../../c.pdf", "x")),
        ("from the root", Doubt::UnsafeName, good_and("/etc/passwd", "x")),
        ("a way up elsewhere", Doubt::UnsafeName, good_and("..\\c.pdf", "x")),
        ("another disk", Doubt::UnsafeName, good_and("C:c.pdf", "x")),
        ("a name with a line break", Doubt::UnsafeName, good_and("c\n.pdf", "x")),
        ("a name that reads backwards", Doubt::UnsafeName, good_and("c\u{202e}fdp.exe", "x")),
        ("a very long name", Doubt::UnsafeName, good_and(&"c".repeat(300), "x")),
        ("a link", Doubt::UnsafeName, with_link()),
        ("one name twice", Doubt::DuplicateFile, twice),
        ("an archive inside", Doubt::NestedArchive, good_and("more.ZIP", zip())),
        ("no list", Doubt::NoRecipients, archive(&good()[..2])),
        ("two lists", Doubt::NoRecipients, good_and("recipients.json", "[]")),
        (
            "Latin-1",
            Doubt::RecipientsUnreadable,
            with_list("recipients.csv", b"file;id\r\n\xe4;\xf6".to_vec()),
        ),
        (
            "UTF-16",
            Doubt::RecipientsUnreadable,
            with_list("recipients.csv", b"\xff\xfef\0i\0l\0e\0".to_vec()),
        ),
        ("an empty list", Doubt::RecipientsUnreadable, csv("")),
        ("a column nobody knows", Doubt::RecipientsUnreadable, csv(&format!("{HEAD};iban\r\n"))),
        ("a column twice", Doubt::RecipientsUnreadable, csv(&format!("{HEAD};id\r\n"))),
        ("a column too few", Doubt::RecipientsUnreadable, csv("file;id;given_name\r\na.pdf;1;Otto\r\n")),
        ("nobody", Doubt::NoRows, csv(&list(&[]))),
        ("nobody as JSON", Doubt::NoRows, with_list("recipients.json", "[]")),
        ("half a JSON", Doubt::RecipientsUnreadable, with_list("recipients.json", "[{\"id\":")),
        ("no list as JSON", Doubt::RecipientsUnreadable, with_list("recipients.json", "{}")),
        ("too many rows", Doubt::TooManyRows, many_rows()),
    ]
}

#[tokio::test]
async fn an_archive_with_something_wrong_is_refused_by_its_code() {
    let town = TestTown::open().await;
    let clerk = Clerk::of_bus_stops(&town).await;
    let new = news_for_all(town.office_of_bus_stops());
    for (what, expected, bytes) in archives() {
        let run = clerk.prepare_run(&new, bytes).await;
        let codes: Vec<Doubt> = clerk.doubts(run.id).await.iter().map(|doubt| doubt.code).collect();
        assert_eq!((run.state, codes), (RunState::Refused, vec![expected]), "{what}");
        assert!(run.forecast.is_none() && run.rows == 0, "{what}");
    }
    let left = std::fs::read_dir(town.data().join("runs")).expect("the folder").count();
    assert_eq!(left, 0, "refused archives are erased");
    // The next one may be right.
    let run = clerk.prepare_run(&new, b"no".to_vec()).await;
    clerk.sending_archive(run.id, archive(&good())).send().await.done();
    let run = clerk.wait_for_run(run.id, RunState::Checked).await;
    assert_eq!((run.rows, run.doubts), (2, 0));
}

/// The codes of the first row, where the second one is good.
async fn codes_of(clerk: &Clerk, run: &Run) -> Vec<Doubt> {
    let doubts = clerk.doubts(run.id).await;
    assert!(doubts.iter().all(|doubt| doubt.row != Some(2)), "{doubts:?}");
    doubts.iter().filter(|doubt| doubt.row == Some(1)).map(|doubt| doubt.code).collect()
}

#[tokio::test]
async fn a_row_with_something_wrong_is_named_and_left_out() {
    let town = TestTown::open().await;
    let clerk = Clerk::of_bus_stops(&town).await;
    let new = news_for_all(town.office_of_bus_stops());
    let second = line("K-2", "b.pdf", &neighbour(1));
    let rows: Vec<(&str, &[Doubt], String)> = vec![
        ("too few fields", &[Doubt::UnreadableRow], "a.pdf;K-1".to_owned()),
        ("too many fields", &[Doubt::UnreadableRow], format!("{};;", line("K-1", "a.pdf", &otto()))),
        ("no id", &[Doubt::MissingId], line(" ", "a.pdf", &otto())),
        ("a very long id", &[Doubt::MissingId], line(&"x".repeat(101), "a.pdf", &otto())),
        ("no such file", &[Doubt::MissingFile], line("K-1", "c.pdf", &otto())),
        ("the list itself", &[Doubt::MissingFile], line("K-1", "recipients.csv", &otto())),
        ("no name", &[Doubt::MissingName], "a.pdf;K-1;;Anders;1990-01-02;Markt 3;39999;Ort;;".to_owned()),
        ("no street", &[Doubt::MissingAddress], "a.pdf;K-1;Otto;Anders;1990-01-02;;39999;Ort;;".to_owned()),
        (
            "no postcode",
            &[Doubt::MissingAddress],
            "a.pdf;K-1;Otto;Anders;1990-01-02;Markt 3;3999;Ort;;".to_owned(),
        ),
        ("no day", &[Doubt::InvalidDate], "a.pdf;K-1;Otto;Anders;;Markt 3;39999;Ort;;".to_owned()),
        (
            "no such day",
            &[Doubt::InvalidDate],
            "a.pdf;K-1;Otto;Anders;31.02.1990;Markt 3;39999;Ort;;".to_owned(),
        ),
        (
            "a day to come",
            &[Doubt::InvalidDate],
            "a.pdf;K-1;Otto;Anders;2090-01-01;Markt 3;39999;Ort;;".to_owned(),
        ),
        (
            "American",
            &[Doubt::InvalidDate],
            "a.pdf;K-1;Otto;Anders;01/02/1990;Markt 3;39999;Ort;;".to_owned(),
        ),
        ("a long reference", &[Doubt::InvalidReference], {
            format!("a.pdf;K-1;Otto;Anders;1990-01-02;Markt 3;39999;Ort;{};", "x".repeat(61))
        }),
        ("a long subject", &[Doubt::InvalidSubject], {
            format!("a.pdf;K-1;Otto;Anders;1990-01-02;Markt 3;39999;Ort;;{}", "x".repeat(151))
        }),
        ("several things", &[Doubt::MissingId, Doubt::InvalidDate, Doubt::MissingFile], {
            ";;Otto;Anders;x;Markt 3;39999;Ort;;".to_owned()
        }),
    ];
    for (what, expected, row) in rows {
        let run = clerk.prepare_run(&new, csv(&list(&[row, second.clone()]))).await;
        assert_eq!(codes_of(&clerk, &run).await, expected, "{what}");
        let forecast = run.forecast.expect("a forecast");
        assert_eq!((forecast.paper, forecast.excluded), (1, 1), "{what}");
    }
    let same = list(&[line("K", "a.pdf", &otto()), line("K", "b.pdf", &neighbour(1))]);
    let run = clerk.prepare_run(&new, csv(&same)).await;
    let codes: Vec<Doubt> = clerk.doubts(run.id).await.iter().map(|doubt| doubt.code).collect();
    assert_eq!(codes, [Doubt::DuplicateId, Doubt::DuplicateId], "nobody guesses which one is meant");
    let same = list(&[line("1", "a.pdf", &otto()), line("2", "a.pdf", &neighbour(1))]);
    let run = clerk.prepare_run(&new, csv(&same)).await;
    let codes: Vec<Doubt> = clerk.doubts(run.id).await.iter().map(|doubt| doubt.code).collect();
    assert_eq!(codes, [Doubt::FileNamedTwice, Doubt::FileNamedTwice, Doubt::UnusedFile]);
    let run = clerk.prepare_run(&new, good_and("c.pdf", "not a PDF")).await;
    let doubts = clerk.doubts(run.id).await;
    assert_eq!((doubts[0].code, doubts[0].file.as_deref()), (Doubt::UnusedFile, Some("c.pdf")));
    assert!(!doubts[0].excludes && run.forecast.is_some_and(|forecast| forecast.paper == 2));
}

#[tokio::test]
async fn lists_are_read_as_they_are_written() {
    let town = TestTown::open().await;
    let clerk = Clerk::of_bus_stops(&town).await;
    let new = news_for_all(town.office_of_bus_stops());
    let plain = good().pop().map(|file| String::from_utf8(file.1).unwrap()).unwrap();
    let json = serde_json::json!([
        { "file": "a.pdf", "id": "1", "given_name": "Otto", "family_name": "Anders", "birth_date": "1990-01-02",
          "street": "Markt 3", "postcode": "39999", "place": "Ort" },
        { "file": "b.pdf", "id": "2", "given_name": "Nora", "family_name": "Nachbar", "birth_date": "02.01.1990",
          "street": "Markt 3", "postcode": "39999", "place": "Ort", "reference": "R-1", "subject": "Own" },
    ]);
    let quoted = "subject,file,id,given_name,family_name,birth_date,street,postcode,place\n\
         \"A, B; \"\"C\"\"\nD\",a.pdf,1,Otto,Anders,02.01.1990,Markt 3,39999,Ort\n\
         ,b.pdf,2,Nora,\"Nachbar\",1990-01-02,Markt 3,39999,Ort";
    for (what, bytes) in [
        ("semicolons", csv(&plain)),
        ("a mark of the byte order", csv(&format!("\u{feff}{plain}"))),
        ("lines without CR", csv(&plain.replace("\r\n", "\n"))),
        ("commas", csv(&plain.replace(';', ","))),
        ("quotes, another order", csv(quoted)),
        ("JSON", with_list("recipients.json", json.to_string())),
    ] {
        let run = clerk.prepare_run(&new, bytes).await;
        let doubts = clerk.doubts(run.id).await;
        let forecast = run.forecast.map(|forecast| (forecast.paper, forecast.excluded));
        assert_eq!(forecast, Some((2, 0)), "{what}: {doubts:?}");
    }
}

#[tokio::test]
async fn what_is_no_archive_by_its_kind_or_size_is_not_read() {
    let town = TestTown::open().await;
    let clerk = Clerk::of_bus_stops(&town).await;
    let run = clerk.begin_run(&news_for_all(town.office_of_bus_stops())).await;
    let bytes = archive_for(&[otto()], 10);
    let path = format!("/api/desk/mail/runs/{}/archive", run.id);
    let put = || clerk.door.ask(reqwest::Method::PUT, &path).key(Uuid::new_v4());
    put().body("application/pdf", bytes.clone()).send().await.refused(Code::UnsupportedMedia);
    let without_key = clerk.door.ask(reqwest::Method::PUT, &path).body("application/zip", bytes);
    without_key.send().await.refused(Code::KeyMissing);
    assert_eq!(clerk.run(run.id).await.state, RunState::Waiting);
    let left = std::fs::read_dir(town.data().join("runs")).map_or(0, Iterator::count);
    assert_eq!(left, 0);
}
