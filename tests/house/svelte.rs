//! The words a Svelte component shows by itself: text between tags and in attributes that people hear or see.

/// Attributes and props whose text reaches a person.
const SPOKEN: &[&str] = &[
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "aria-valuetext",
    "title",
    "alt",
    "placeholder",
    "label",
    "hint",
    "heading",
    "caption",
    "description",
];

/// Line (from 1) and text of everything with a word in it.
pub fn visible_text(component: &str) -> Vec<(usize, String)> {
    let text =
        blanked(&blanked(&blanked(component, "<script", "</script>"), "<style", "</style>"), "<!--", "-->");
    let mut scanner = Scanner { rest: &text, line: 1, found: Vec::new() };
    while !scanner.rest.is_empty() {
        scanner.step();
    }
    scanner.found.into_iter().filter(|(_, text)| has_word(text)).collect()
}

/// Replaces everything from `open` to `close` by blanks; lines stay where they are.
fn blanked(text: &str, open: &str, close: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(open) {
        let end = rest[start..].find(close).map_or(rest.len(), |end| start + end + close.len());
        result += &rest[..start];
        result.extend(rest[start..end].chars().map(|c| if c == '\n' { c } else { ' ' }));
        rest = &rest[end..];
    }
    result + rest
}

/// Two letters in a row, entities like `&nbsp;` aside.
fn has_word(text: &str) -> bool {
    let mut plain = text.to_owned();
    while let Some(start) = plain.find('&') {
        let Some(length) = plain[start..].find(';') else { break };
        plain.replace_range(start..=start + length, " ");
    }
    let letters: Vec<bool> = plain.chars().map(char::is_alphabetic).collect();
    letters.windows(2).any(|pair| pair[0] && pair[1])
}

struct Scanner<'a> {
    rest: &'a str,
    line: usize,
    found: Vec<(usize, String)>,
}

impl<'a> Scanner<'a> {
    fn step(&mut self) {
        let mut letters = self.rest.chars();
        match (letters.next(), letters.next()) {
            (Some('{'), _) => {
                self.take(expression(self.rest));
            }
            (Some('<'), Some(c)) if c.is_alphabetic() || c == '/' => self.tag(),
            _ => {
                let length = self.rest[1..].find(['{', '<']).map_or(self.rest.len(), |place| place + 1);
                let line = self.line + leading_lines(self.rest);
                let text = self.take(length).split_whitespace().collect::<Vec<_>>().join(" ");
                self.found.push((line, text));
            }
        }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    /// Reads a tag and remembers the spoken attributes.
    fn tag(&mut self) {
        self.take(1);
        while !self.rest.is_empty() {
            match self.rest.chars().next() {
                Some('>') => {
                    self.take(1);
                    return;
                }
                Some('{') => {
                    self.take(expression(self.rest));
                }
                Some(c) if c.is_alphabetic() => self.attribute(),
                Some(c) => {
                    self.take(c.len_utf8());
                }
                None => return,
            }
        }
    }

    fn attribute(&mut self) {
        let end =
            self.rest.find(|c: char| c.is_whitespace() || "=>/{".contains(c)).unwrap_or(self.rest.len());
        let name = self.take(end);
        let Some(quote) = self.rest.strip_prefix('=').and_then(|value| value.chars().next()) else { return };
        self.take(1);
        if quote != '"' && quote != '\'' {
            return;
        }
        self.take(1);
        let line = self.line;
        let mut literal = String::new();
        while !self.rest.is_empty() && !self.rest.starts_with(quote) {
            if self.rest.starts_with('{') {
                self.take(expression(self.rest));
            } else {
                let length = self.rest.chars().next().map_or(1, char::len_utf8);
                literal += self.take(length);
            }
        }
        self.take(usize::from(!self.rest.is_empty()));
        if SPOKEN.contains(&name) {
            self.found.push((line, literal));
        }
    }
}

fn leading_lines(text: &str) -> usize {
    text[..text.len() - text.trim_start().len()].matches('\n').count()
}

/// Length of a `{...}` expression with its inner braces and strings.
fn expression(text: &str) -> usize {
    let mut depth = 0;
    let mut quote = None;
    for (place, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth -= 1;
                if depth == 0 {
                    return place + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_and_program_text_are_not_visible() {
        let component = "<script lang=\"ts\">const a = '<p>no</p>';</script>\n<p class=\"wide\" onclick={() => (a > b ? '}' : go())}>\n  {t('key', { n: 1 })} · {#if a}{/if}&nbsp;5\n</p>\n<style>p { color: red }</style>";
        assert!(visible_text(component).is_empty(), "{:?}", visible_text(component));
    }

    #[test]
    fn literal_text_and_spoken_attributes_are_visible() {
        let component = "<p>\n  Hello {name}</p>\n<img alt=\"A bus stop\" src=\"a.png\"><Field label=\"Name {x}\" id=\"name\" />";
        let expected =
            [(2, "Hello"), (3, "A bus stop"), (3, "Name ")].map(|(line, text)| (line, text.to_owned()));
        assert_eq!(visible_text(component), expected);
    }
}
