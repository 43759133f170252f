//! An SMTP server on loopback (RFC 5321, as much as a sender needs) that keeps every message it gets.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::wait;

/// A message as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Who sent it (envelope).
    pub from: String,
    /// To whom it goes (envelope).
    pub to: Vec<String>,
    /// Headers and body, undecoded.
    pub content: String,
}

/// What the server refuses: nothing, everything for now, everything for good.
const NEVER: u8 = 0;
const LATER: u8 = 1;
const FOR_GOOD: u8 = 2;

/// The server. It ends with the test's runtime.
pub struct Mailbox {
    port: u16,
    refuses: Arc<AtomicU8>,
    mails: Arc<Mutex<Vec<Mail>>>,
}

impl Mailbox {
    /// Starts it on a free port.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("its number").port();
        let mails: Arc<Mutex<Vec<Mail>>> = Arc::default();
        let refuses: Arc<AtomicU8> = Arc::default();
        let (kept, refusing) = (Arc::clone(&mails), Arc::clone(&refuses));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, Arc::clone(&kept), Arc::clone(&refusing)));
            }
        });
        Self { port, refuses, mails }
    }

    /// From now on every message is (not) refused with "come back later".
    pub fn refuse(&self, refuses: bool) {
        self.refuses.store(if refuses { LATER } else { NEVER }, Ordering::SeqCst);
    }

    /// From now on every message is refused for good.
    pub fn refuse_for_good(&self) {
        self.refuses.store(FOR_GOOD, Ordering::SeqCst);
    }

    /// Where it listens on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Everything that came in.
    pub fn mails(&self) -> Vec<Mail> {
        self.mails.lock().expect("no test panics with it").clone()
    }

    /// Waits until so many messages have come in.
    pub async fn wait_for(&self, number: usize) -> Vec<Mail> {
        let what = format!("{number} e-mails");
        wait::until(&what, || async { Some(self.mails()).filter(|mails| mails.len() >= number) }).await
    }
}

async fn converse(stream: TcpStream, mails: Arc<Mutex<Vec<Mail>>>, refuses: Arc<AtomicU8>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let mut mail = Mail { from: String::new(), to: Vec::new(), content: String::new() };
    say(&mut stream, "220 test").await?;
    loop {
        let line = hear(&mut stream).await?;
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match verb.as_str() {
            "EHLO" => say(&mut stream, "250-test\r\n250 8BITMIME").await?,
            "MAIL" if refuses.load(Ordering::SeqCst) == LATER => say(&mut stream, "451 later").await?,
            "MAIL" if refuses.load(Ordering::SeqCst) == FOR_GOOD => {
                say(&mut stream, "550 nobody here").await?;
            }
            "MAIL" => {
                mail.from = address(&line);
                say(&mut stream, "250 ok").await?;
            }
            "RCPT" => {
                mail.to.push(address(&line));
                say(&mut stream, "250 ok").await?;
            }
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                mail.content = content(&mut stream).await?;
                mails.lock().ok()?.push(mail.clone());
                mail.to.clear();
                say(&mut stream, "250 kept").await?;
            }
            "QUIT" => {
                say(&mut stream, "221 bye").await?;
                return Some(());
            }
            _ => say(&mut stream, "250 ok").await?,
        }
    }
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> Option<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await.ok()
}

async fn hear(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let bytes = stream.read_line(&mut line).await.ok()?;
    (bytes > 0).then(|| line.trim_end().to_owned())
}

async fn content(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut content = String::new();
    loop {
        let line = hear(stream).await?;
        if line == "." {
            return Some(content);
        }
        content += line.strip_prefix('.').unwrap_or(&line);
        content += "\n";
    }
}

fn address(line: &str) -> String {
    let inside = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map(|(address, _)| address.to_owned()).unwrap_or_default()
}
