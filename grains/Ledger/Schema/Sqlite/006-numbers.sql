-- What subjects are found by, and what tells that two of them may be one: the numbers of their registers and decisions, the form that
-- an id has in common with others like it, and the codes a firm had before. Rows are folded again after this upgrade, and then have all of it.

ALTER TABLE subjects ADD COLUMN search TEXT NOT NULL DEFAULT '';
ALTER TABLE subjects ADD COLUMN case_no TEXT;
ALTER TABLE subjects ADD COLUMN doc_no TEXT;
ALTER TABLE subjects ADD COLUMN id_form TEXT;
ALTER TABLE subjects ADD COLUMN former TEXT;
ALTER TABLE subjects ADD COLUMN marks TEXT;

UPDATE subjects SET search = upper(id || char(10) || title);

CREATE INDEX subjects_by_case_no ON subjects (case_no) WHERE case_no IS NOT NULL;
CREATE INDEX subjects_by_doc_no ON subjects (doc_no) WHERE doc_no IS NOT NULL;
CREATE INDEX subjects_by_id_form ON subjects (kind, id_form) WHERE id_form IS NOT NULL;
CREATE INDEX subjects_renamed ON subjects (former) WHERE former IS NOT NULL;
CREATE INDEX subjects_marked ON subjects (marks) WHERE marks IS NOT NULL;
