// Purpose: corrects a work note or comment; what it said until now is kept beside it, where lists do not read it.
// Parameters: id, kind, text, corrections (how often it has been corrected then), correctedById, correctedAt.
// Index: entity_id. Row: none.
MATCH (w:Entity {id: $id})
CREATE (w)-[:SAID_BEFORE]->(:WorkLogVersion {
  number: $corrections - 1,
  kind: w.kind,
  text: w.text,
  writtenById: coalesce(w.correctedById, w.authorId),
  writtenAt: coalesce(w.correctedAt, w.recordedAt)
})
SET w.text = $text,
    w.kind = $kind,
    w.corrections = $corrections,
    w.correctedById = $correctedById,
    w.correctedAt = $correctedAt
