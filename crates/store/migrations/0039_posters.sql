-- The municipality's own colour on posters.
CREATE TABLE poster_colour (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    accent TEXT NOT NULL,
    PRIMARY KEY (tenant_id)
) {table};

-- Words the municipality has put in the place of ours on posters in a language.
CREATE TABLE poster_word (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    language TEXT NOT NULL,
    word TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (tenant_id, language, word)
) {sorted_table};

-- That somebody who knows a language has read the words of posters in it, and said that they are right.
CREATE TABLE poster_language_read (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    language TEXT NOT NULL,
    read_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, language)
) {sorted_table};
