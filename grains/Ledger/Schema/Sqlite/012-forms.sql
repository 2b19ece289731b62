-- Few records are written in a form of their id that another may share: they are found without reading all names.

CREATE INDEX names_by_id_form ON names (kind, id_form) WHERE id_form IS NOT NULL;
