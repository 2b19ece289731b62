-- What a subject is found by changes once or twice in its life, its row with every event: each stands in a table of its own, so that the
-- row is short. No index is kept of it: whoever looks for doubles reads all of it, now and then, and not with every event.

CREATE TABLE names (
    kind    text COLLATE "C" NOT NULL,
    id      text COLLATE "C" NOT NULL,
    search  text COLLATE "C" NOT NULL,
    case_no text COLLATE "C",
    doc_no  text COLLATE "C",
    id_form text COLLATE "C",
    PRIMARY KEY (kind, id)
);

INSERT INTO names SELECT kind, id, search, case_no, doc_no, id_form FROM subjects;

ALTER TABLE subjects DROP COLUMN search;
ALTER TABLE subjects DROP COLUMN case_no;
ALTER TABLE subjects DROP COLUMN doc_no;
ALTER TABLE subjects DROP COLUMN id_form;
