//! The reconciliation: what became of each recipient, signed by the server, and the same as a table.

use axum::response::Response;
use rathaus_api::{
    ids::RunId,
    mail::{LetterState, RunCounts, RunOutcome, RunPiece, RunReport},
    problem::Code,
};
use sha2::{Digest, Sha256};

use super::{
    steps,
    store::{self, Stored},
};
use crate::{
    App,
    db::DbError,
    http::{Failure, failure::Answer},
    keys::hex,
    mail::documents::attachment,
    staff::Clerk,
};

/// What the key of reports is derived for.
const PURPOSE: &str = "run reports";

/// What became of a row.
fn outcome(excluded: bool, state: Option<LetterState>) -> RunOutcome {
    use LetterState as State;
    if excluded {
        return RunOutcome::NeedsClerk;
    }
    match state {
        None | Some(State::Draft | State::Scheduled | State::Printing) => RunOutcome::Pending,
        Some(State::Provided | State::Retrieved) => RunOutcome::Digital,
        Some(State::Printed) => RunOutcome::Printed,
        Some(State::NeedsClerk) => RunOutcome::NeedsClerk,
        Some(State::Cancelled | State::Ended) => RunOutcome::Withdrawn,
    }
}

/// The counts of now.
///
/// # Errors
/// As the database says.
pub async fn counts(app: &App, run: &Stored) -> Result<RunCounts, DbError> {
    let mut counts = RunCounts::default();
    for (excluded, state, number) in store::outcomes(app.db(), run.id).await? {
        for _ in 0..number {
            counts.count(outcome(excluded == 1, state), excluded == 1);
        }
    }
    Ok(counts)
}

async fn pieces(app: &App, run: RunId) -> Result<Vec<RunPiece>, DbError> {
    let mut pieces: Vec<RunPiece> = Vec::new();
    loop {
        let after = pieces.last().map_or(0, |piece| piece.row);
        let rows = store::pieces(app.db(), run, after).await?;
        if rows.is_empty() {
            return Ok(pieces);
        }
        pieces.extend(rows.iter().map(|row| RunPiece {
            row: row.seq,
            external_id: row.external_id.clone(),
            file: row.file.clone(),
            outcome: outcome(row.excluded == 1, row.state()),
            excluded: row.excluded == 1,
            forecast: row.channel(),
            why: row.why(),
            letter: row.letter(),
            sha256: row.sha256(),
        }));
    }
}

/// The hash of all pieces, as the contract says it.
fn hash_of(pieces: &[RunPiece]) -> String {
    let mut hash = Sha256::new();
    for piece in pieces {
        let id: String = piece.external_id.chars().filter(|c| !matches!(c, '\t' | '\r' | '\n')).collect();
        let letter = piece.letter.map(|id| id.to_string()).unwrap_or_default();
        let sha256 = piece.sha256.as_deref().unwrap_or_default();
        hash.update(format!("{}\t{id}\t{}\t{letter}\t{sha256}\n", piece.row, piece.outcome.text()));
    }
    hex(&hash.finalize())
}

fn message(report: &RunReport) -> String {
    let RunReport { run, made_at, archive_sha256, counts, pieces_sha256, .. } = report;
    let RunCounts { rows, digital, printed, needs_clerk, withdrawn, pending, excluded } = counts;
    format!(
        "rathaus run report 1\n{run}\n{made_at}\n{archive_sha256}\n\
         {rows} {digital} {printed} {needs_clerk} {withdrawn} {pending} {excluded}\n{pieces_sha256}"
    )
}

async fn made(app: &App, run: Stored) -> Answer<RunReport> {
    let pieces = pieces(app, run.id).await?;
    let mut counts = RunCounts::default();
    for piece in &pieces {
        counts.count(piece.outcome, piece.excluded);
    }
    if !counts.add_up() || counts.rows != run.rows {
        tracing::error!(run = %run.id, "the counts of a run do not add up");
        return Err(Failure::new(Code::Internal).because("the counts do not add up"));
    }
    let key = app.server_key().signing(PURPOSE);
    let mut report = RunReport {
        version: 1,
        run: run.id,
        name: run.name,
        office: run.office,
        archive_sha256: run.archive.map(|archive| archive.sha256).unwrap_or_default(),
        made_at: app.clock().now(),
        complete: counts.pending == 0,
        counts,
        pieces_sha256: hash_of(&pieces),
        public_key: key.public(),
        signature: String::new(),
        pieces,
    };
    report.signature = key.sign(&message(&report));
    Ok(report)
}

/// The reconciliation of a released run.
///
/// # Errors
/// `not-found`, `reason-required`; `wrong-state` before the release.
pub async fn signed(app: &App, clerk: &Clerk, id: RunId) -> Answer<RunReport> {
    let run = steps::exporting(app, clerk, id).await?;
    made(app, run).await
}

/// A field that no spreadsheet takes for a formula. NUL is for no table.
pub(super) fn neutral(text: &str) -> String {
    let plain: String = text.chars().filter(|c| *c != '\0').collect();
    let acts = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    let begins = text.starts_with('\0') || plain.trim_start_matches(' ').starts_with(acts);
    if begins { format!("'{plain}") } else { plain }
}

fn table(report: &RunReport) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let columns =
        ["row", "external_id", "file", "outcome", "excluded", "forecast", "why", "letter", "sha256"];
    writer.write_record(columns)?;
    for piece in &report.pieces {
        let fields = [
            piece.row.to_string(),
            neutral(&piece.external_id),
            neutral(&piece.file),
            piece.outcome.text().to_owned(),
            piece.excluded.to_string(),
            piece.forecast.map(|channel| channel.text().to_owned()).unwrap_or_default(),
            piece.why.map(|why| why.text().to_owned()).unwrap_or_default(),
            piece.letter.map(|id| id.to_string()).unwrap_or_default(),
            piece.sha256.clone().unwrap_or_default(),
        ];
        writer.write_record(fields)?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// The same as a table.
///
/// # Errors
/// As [`signed`].
pub async fn as_table(app: &App, clerk: &Clerk, id: RunId) -> Answer<Response> {
    let report = signed(app, clerk, id).await?;
    let bytes = table(&report).map_err(|error| {
        tracing::error!(%error, "a report cannot be written as a table");
        Failure::new(Code::Internal)
    })?;
    Ok(attachment(bytes.into(), "text/csv; charset=utf-8", &format!("{id}.csv")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_row_is_counted_once_wherever_its_letter_stands(
            rows in proptest::collection::vec(
                (any::<bool>(), proptest::option::of(proptest::sample::select(LetterState::ALL))),
                0..300,
            ),
        ) {
            let mut counts = RunCounts::default();
            for (excluded, state) in &rows {
                counts.count(outcome(*excluded, *state), *excluded);
            }
            prop_assert!(counts.add_up());
            prop_assert_eq!(counts.rows, i64::try_from(rows.len()).unwrap());
        }

        #[test]
        fn no_field_of_a_table_is_a_formula(text in "[=+@\\-\t\r\n\u{0} a1]{0,8}") {
            let field = neutral(&text);
            prop_assert!(!field.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
            prop_assert!(!field.contains('\0'));
        }
    }

    #[test]
    fn what_is_no_formula_stays_as_it_is() {
        for (given, expected) in [
            ("K-4711", "K-4711"),
            ("=1+1", "'=1+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\0=1", "'=1"),
            (" =1", "' =1"),
            ("", ""),
        ] {
            assert_eq!(neutral(given), expected, "{given:?}");
        }
    }
}
