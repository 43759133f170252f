//! The words behind the name of a chore.

use anyhow::{Context as _, Result, bail};

/// Words not yet taken. A chore takes those it knows and then calls [`Arguments::finish`], so that a typing error
/// is an error and not a silent default.
pub struct Arguments {
    words: Vec<String>,
}

impl Arguments {
    /// Wraps the words behind the chore's name.
    pub fn new(words: Vec<String>) -> Self {
        Self { words }
    }

    /// Takes `--name` when it is there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        before != self.words.len()
    }

    /// Takes `--name VALUE` or `--name=VALUE` when it is there.
    pub fn option(&mut self, name: &str) -> Result<Option<String>> {
        if let Some(place) = self.words.iter().position(|word| word == name) {
            self.words.remove(place);
            if place == self.words.len() {
                bail!("{name} needs a value");
            }
            return Ok(Some(self.words.remove(place)));
        }
        let prefix = format!("{name}=");
        let found = self.words.iter().position(|word| word.starts_with(&prefix));
        Ok(found.map(|place| self.words.remove(place)[prefix.len()..].to_owned()))
    }

    /// Takes a TCP port, or gives `default`.
    pub fn port(&mut self, default: u16) -> Result<u16> {
        match self.option("--port")? {
            Some(text) => {
                text.parse().with_context(|| format!("--port {text}: a port is a number up to 65535"))
            }
            None => Ok(default),
        }
    }

    /// Takes every word that is not an option.
    pub fn names(&mut self) -> Vec<String> {
        let (options, names) = self.words.drain(..).partition(|word| word.starts_with('-'));
        self.words = options;
        names
    }

    /// Takes everything that is left, for a program that understands it.
    pub fn rest(&mut self) -> Vec<String> {
        std::mem::take(&mut self.words)
    }

    /// Refuses what nobody took.
    pub fn finish(self) -> Result<()> {
        match self.words.first() {
            Some(word) => bail!("\"{word}\" is not understood here; --help lists what is"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Arguments {
        Arguments::new(line.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn options_are_taken_in_both_spellings() {
        assert_eq!(arguments("--port 81").port(80).unwrap(), 81);
        assert_eq!(arguments("--port=82").port(80).unwrap(), 82);
        assert_eq!(arguments("").port(80).unwrap(), 80);
        assert!(arguments("--port").port(80).is_err());
        assert!(arguments("--port x").port(80).is_err());
    }

    #[test]
    fn what_nobody_took_is_refused() {
        let mut words = arguments("--no-app http --surprise");
        assert!(words.flag("--no-app"));
        assert!(!words.flag("--no-app"));
        assert_eq!(words.names(), ["http"]);
        assert!(words.finish().unwrap_err().to_string().contains("--surprise"));
    }
}
