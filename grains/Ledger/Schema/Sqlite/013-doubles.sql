-- Records that share a number are found part by part along an index, so that nothing that is written has to wait; and those that share one
-- record's numbers by their key.

CREATE INDEX names_by_case_no ON names (case_no) WHERE case_no IS NOT NULL;
CREATE INDEX names_by_doc_no ON names (doc_no) WHERE doc_no IS NOT NULL;
