//! E-mail over SMTP: plain text, one recipient, marked as automatic so that nobody's absence answers it.

use std::fmt;
use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use serde::Deserialize;

#[cfg(test)]
mod tests;

/// RFC 3834: tells other programs not to answer.
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// One delivery takes a handful of commands; all of them together may take this many times one timeout.
const TIMEOUTS_PER_DELIVERY: u32 = 3;

/// Where e-mail goes out.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSettings {
    /// `smtps://user:password@host` (TLS), `smtp://host:587?tls=required` (STARTTLS) or `smtp://host:25` (none).
    pub url: String,
    /// Who writes, for example `Stadt Erlenbrück <rathaus@erlenbrueck.example>`.
    pub from: String,
    /// Seconds to wait for the mail server's next answer.
    #[serde(default = "timeout_s")]
    pub timeout_s: u32,
}

fn timeout_s() -> u32 {
    20
}

/// The address holds the password.
impl fmt::Debug for SmtpSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SmtpSettings").field("from", &self.from).finish_non_exhaustive()
    }
}

/// One e-mail.
#[derive(Clone, Copy)]
pub struct Email<'a> {
    /// The recipient's address alone, without a name.
    pub to: &'a str,
    /// One line.
    pub subject: &'a str,
    /// Plain text.
    pub body: &'a str,
    /// Id of the job: the same one on every try, so that a second copy can be recognised.
    pub id: &'a str,
}

/// Why an e-mail was not sent. Nothing in it names the recipient.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The settings cannot work. The text is for the operator.
    #[error("{0}")]
    Settings(String),
    /// The recipient's address is none.
    #[error("the recipient's address is not an e-mail address")]
    Address,
    /// The mail server refuses this e-mail for good.
    #[error("the mail server refuses the e-mail for good (code {code})")]
    Refused {
        /// SMTP reply code, or 0 where there was none.
        code: u16,
    },
    /// The mail server cannot be reached or asks to come back: try again.
    #[error("the mail server cannot take the e-mail now ({reason})")]
    Later {
        /// For the log.
        reason: &'static str,
    },
}

/// Sends e-mails. Each delivery opens its own connection: they are few, and a kept one would be closed by the
/// server at the wrong moment.
#[derive(Debug, Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    delivery_timeout: Duration,
}

impl Mailer {
    /// Prepares the way out; nothing is sent yet.
    ///
    /// # Errors
    /// `Settings`, without repeating the address, which holds the password.
    pub fn new(settings: &SmtpSettings) -> Result<Self, MailError> {
        let wrong = |text: &str| MailError::Settings(text.to_owned());
        let from: Mailbox = settings
            .from
            .parse()
            .map_err(|_| wrong("smtp.from is not an address like `Name <name@host>`"))?;
        let timeout = Duration::from_secs(u64::from(settings.timeout_s.max(1)));
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.url)
            .map_err(|_| wrong("smtp.url is not an address like `smtps://user:password@host`"))?
            .timeout(Some(timeout))
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .build();
        Ok(Self { transport, from, delivery_timeout: timeout * TIMEOUTS_PER_DELIVERY })
    }

    /// Sends one e-mail; when this returns, the mail server has taken it over.
    ///
    /// # Errors
    /// `Later` is worth another try, `Address` and `Refused` are not.
    pub async fn send(&self, email: &Email<'_>) -> Result<(), MailError> {
        let message = self.message(email)?;
        match tokio::time::timeout(self.delivery_timeout, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(classify(&error)),
            Err(_) => Err(MailError::Later { reason: "timeout" }),
        }
    }

    fn message(&self, email: &Email<'_>) -> Result<Message, MailError> {
        // An address is parsed alone: a text with a name could smuggle in more recipients or headers.
        let to: Address = email.to.parse().map_err(|_| MailError::Address)?;
        let subject: String =
            email.subject.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        let id: String =
            email.id.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .header(ContentType::TEXT_PLAIN)
            .body(email.body.to_owned())
            .map_err(|error| MailError::Settings(error.to_string()))?;
        let automatic = HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned());
        message.headers_mut().insert_raw(automatic);
        Ok(message)
    }
}

fn classify(error: &lettre::transport::smtp::Error) -> MailError {
    if error.is_permanent() {
        MailError::Refused { code: error.status().map_or(0, u16::from) }
    } else if error.is_timeout() {
        MailError::Later { reason: "timeout" }
    } else if error.is_transient() {
        MailError::Later { reason: "asked to come back" }
    } else if error.is_tls() {
        MailError::Later { reason: "no trusted TLS connection" }
    } else {
        MailError::Later { reason: "no connection" }
    }
}
