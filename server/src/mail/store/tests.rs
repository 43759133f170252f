//! What tests do to rows that nobody else may.

use rathaus_api::ids::{LetterId, StaffId};

use crate::{
    App,
    db::{Tx, sql},
};

/// A clerk who may have written a letter.
pub(in crate::mail) async fn add_clerk(tx: &mut Tx) -> StaffId {
    let clerk = StaffId::random();
    sql("INSERT INTO staff_members (id, display_name, office, role, created_at) \
         VALUES ($1, 'Karla', 'ordnungsamt', 'clerk', 0)")
    .bind(clerk.to_string())
    .execute(tx)
    .await
    .unwrap();
    clerk
}

/// How somebody with the database alone bends the evidence of a letter.
#[derive(Debug, Clone, Copy)]
pub(in crate::mail) enum Bend {
    /// Takes the reasons away.
    EraseWords,
    /// Cuts off everything after the second entry.
    CutOff,
    /// Takes the head away.
    EraseHead,
    /// Lets the head name the second entry.
    MoveHead,
}

pub(in crate::mail) async fn bend(app: &App, letter: LetterId, how: Bend) {
    let text = match how {
        Bend::EraseWords => "DELETE FROM mail_evidence_words WHERE letter = $1",
        Bend::CutOff => "DELETE FROM mail_evidence WHERE letter = $1 AND seq > 2",
        Bend::EraseHead => "DELETE FROM mail_evidence_heads WHERE letter = $1",
        Bend::MoveHead => {
            "UPDATE mail_evidence_heads SET seq = 2, hash = \
             (SELECT hash FROM mail_evidence WHERE letter = $1 AND seq = 2) WHERE letter = $1"
        }
    };
    let mut tx = app.db().begin().await.unwrap();
    sql(text).bind(letter.to_string()).execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}
