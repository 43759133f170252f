//! Against a real SMTP server on loopback, as small as a server can be.

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::*;

/// How the server behaves.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    Takes,
    /// Answers the recipient with this line.
    Answers(&'static str),
    /// Accepts the connection and says nothing.
    Silent,
    /// Closes in the middle of the content.
    Cuts,
}

struct Server {
    url: String,
    mails: mpsc::UnboundedReceiver<Received>,
}

#[derive(Debug)]
struct Received {
    commands: Vec<String>,
    content: String,
}

async fn server(manner: Manner) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let (sender, mails) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let sender = sender.clone();
            tokio::spawn(async move {
                if let Some(mail) = talk(stream, manner).await {
                    let _ = sender.send(mail);
                }
            });
        }
    });
    Server { url, mails }
}

async fn talk(stream: tokio::net::TcpStream, manner: Manner) -> Option<Received> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    if manner == Manner::Silent {
        // Until the client gives up.
        while lines.next_line().await.ok()?.is_some() {}
        return None;
    }
    writer.write_all(b"220 test ESMTP\r\n").await.ok()?;
    let mut received = Received { commands: Vec::new(), content: String::new() };
    while let Some(line) = lines.next_line().await.ok()? {
        let reply = match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => "250-test\r\n250 8BITMIME".to_owned(),
            "RCPT" => match manner {
                Manner::Answers(reply) => reply.to_owned(),
                Manner::Takes | Manner::Silent | Manner::Cuts => "250 ok".to_owned(),
            },
            "DATA" => {
                writer.write_all(b"354 go on\r\n").await.ok()?;
                if manner == Manner::Cuts {
                    return None;
                }
                while let Some(line) = lines.next_line().await.ok()?.filter(|line| line != ".") {
                    received.content.push_str(line.strip_prefix('.').unwrap_or(&line));
                    received.content.push('\n');
                }
                writer.write_all(b"250 taken\r\n").await.ok()?;
                return Some(received);
            }
            _ => "250 ok".to_owned(),
        };
        received.commands.push(line);
        writer.write_all(format!("{reply}\r\n").as_bytes()).await.ok()?;
    }
    None
}

fn mailer(url: &str) -> Mailer {
    Mailer::new(&SmtpSettings {
        url: url.to_owned(),
        from: "Stadt Erlenbrück <rathaus@erlenbrueck.example>".to_owned(),
        timeout_s: 1,
    })
    .unwrap()
}

const MAIL: Email<'static> = Email {
    to: "resident@post.example",
    subject: "Ihre Meldung 2026-000017 ist angekommen – Straße",
    body: "Guten Tag,\n.allein stehender Punkt\nhttps://rathaus.example/meldung#geheim\n",
    id: "0190a4c1-0000-7000-8000-000000000001",
};

#[tokio::test]
async fn a_mail_arrives_as_it_was_written() {
    let mut server = server(Manner::Takes).await;
    mailer(&server.url).send(&MAIL).await.unwrap();
    let mail = server.mails.recv().await.unwrap();
    assert!(mail.commands.iter().any(|line| line.starts_with("EHLO erlenbrueck.example")));
    assert!(mail.commands.iter().any(|line| line.starts_with("MAIL FROM:<rathaus@erlenbrueck.example>")));
    assert!(mail.commands.iter().any(|line| line.starts_with("RCPT TO:<resident@post.example>")));
    let header = |name: &str| {
        let start = format!("{name}: ");
        mail.content.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or_default().to_owned()
    };
    assert_eq!(header("Message-ID"), "<0190a4c1-0000-7000-8000-000000000001@erlenbrueck.example>");
    assert_eq!(header("Auto-Submitted"), "auto-generated");
    assert_eq!(header("Content-Type"), "text/plain; charset=utf-8");
    assert!(!header("Date").is_empty());
    // Umlauts travel as encoded words (RFC 2047), never raw.
    assert!(header("Subject").contains("=?utf-8?b?"), "{}", header("Subject"));
    let head = mail.content.split("\n\n").next().unwrap();
    assert!(head.is_ascii());
    assert!(mail.content.contains("\n.allein stehender Punkt\n"));
    assert!(mail.content.contains("https://rathaus.example/meldung#geheim"));
}

#[tokio::test]
async fn a_second_try_carries_the_same_id() {
    let mut server = server(Manner::Takes).await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        mailer(&server.url).send(&MAIL).await.unwrap();
        let content = server.mails.recv().await.unwrap().content;
        ids.push(content.lines().find(|line| line.starts_with("Message-ID")).unwrap().to_owned());
    }
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn a_refusal_for_good_and_one_for_now_are_told_apart() {
    for (reply, for_good) in [
        ("550 no such user", true),
        ("554 policy", true),
        ("451 greylisted", false),
        ("421 shutting down", false),
    ] {
        let server = server(Manner::Answers(reply)).await;
        let error = mailer(&server.url).send(&MAIL).await.unwrap_err();
        match error {
            MailError::Refused { code } => {
                assert!(for_good && reply.starts_with(&code.to_string()), "{reply}");
            }
            MailError::Later { .. } => assert!(!for_good, "{reply}"),
            other => panic!("{reply}: {other}"),
        }
    }
}

#[tokio::test]
async fn a_server_that_hangs_cuts_or_is_gone_means_later() {
    for manner in [Manner::Silent, Manner::Cuts] {
        let server = server(manner).await;
        let error = mailer(&server.url).send(&MAIL).await.unwrap_err();
        assert!(matches!(error, MailError::Later { .. }), "{error}");
    }
    let error = mailer("smtp://127.0.0.1:1").send(&MAIL).await.unwrap_err();
    assert!(matches!(error, MailError::Later { .. }), "{error}");
    // STARTTLS is demanded and not offered: better late than readable.
    let server = server(Manner::Takes).await;
    let error = mailer(&format!("{}?tls=required", server.url)).send(&MAIL).await.unwrap_err();
    assert!(!matches!(error, MailError::Address), "{error}");
}

#[tokio::test]
async fn nobody_can_smuggle_headers_or_recipients() {
    let mut server = server(Manner::Takes).await;
    let mailer = mailer(&server.url);
    for to in [
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "Name <a@b.example>",
        "a@b.example>\r\nRCPT TO:<c@d.example",
        "",
        "nobody",
    ] {
        assert!(matches!(mailer.send(&Email { to, ..MAIL }).await, Err(MailError::Address)), "{to:?}");
    }
    let email =
        Email { subject: "Hallo\r\nBcc: c@d.example\r\n\r\nBody", id: "x>\r\nBcc: c@d.example", ..MAIL };
    mailer.send(&email).await.unwrap();
    let mail = server.mails.recv().await.unwrap();
    assert!(!mail.content.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{}", mail.content);
    assert_eq!(mail.commands.iter().filter(|line| line.starts_with("RCPT")).count(), 1);
}

#[test]
fn settings_are_checked_and_never_show_the_password() {
    let settings =
        |url: &str, from: &str| SmtpSettings { url: url.to_owned(), from: from.to_owned(), timeout_s: 1 };
    let from = "rathaus@erlenbrueck.example";
    let secret = settings("smtps://user:CANARY@mail.example", from);
    assert!(!format!("{secret:?}").contains("CANARY"));
    assert!(Mailer::new(&secret).is_ok());
    for wrong in
        [settings("http://user:CANARY@mail.example", from), settings("smtp://mail.example", "nobody")]
    {
        let error = Mailer::new(&wrong).unwrap_err();
        assert!(matches!(&error, MailError::Settings(text) if !text.contains("CANARY")), "{error}");
    }
    assert!(
        serde_json::from_str::<SmtpSettings>(r#"{"url":"smtp://h","from":"a@b.example","x":1}"#).is_err()
    );
}
