-- The survey's answers. A question without a row, or without words, is a gap.
CREATE TABLE situation_answer (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    question TEXT NOT NULL,
    words TEXT NOT NULL,
    source TEXT NOT NULL,
    source_day {int},
    responsible TEXT NOT NULL,
    attachment TEXT NOT NULL,
    attachment_url TEXT NOT NULL,
    assumed {int} NOT NULL CHECK (assumed IN (0, 1)),
    PRIMARY KEY (tenant_id, question),
    CHECK (words = '' OR source <> '')
) {table};

-- Facts of the municipality's own, beside those that ship. `share` is in thousandths; `language` is what the words are in.
CREATE TABLE situation_fact (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    figure TEXT NOT NULL,
    share {int} CHECK (share BETWEEN 1 AND 1000),
    from_age {int} CHECK (from_age BETWEEN 0 AND 130),
    to_age {int} CHECK (to_age BETWEEN 0 AND 130),
    data_year {int} NOT NULL CHECK (data_year BETWEEN 1900 AND 2200),
    publication TEXT NOT NULL CHECK (publication <> ''),
    publisher TEXT NOT NULL CHECK (publisher <> ''),
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    definition TEXT NOT NULL,
    population TEXT NOT NULL,
    supersedes TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('nb', 'nn', 'en')),
    PRIMARY KEY (tenant_id, key)
) {table};

-- For how many years a figure is fresh, where the municipality has said otherwise than the usual.
CREATE TABLE situation_setting (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    fresh_years {int} NOT NULL CHECK (fresh_years BETWEEN 1 AND 20),
    PRIMARY KEY (tenant_id)
) {table};

-- Steps of the establishment guide that somebody has said are done elsewhere.
CREATE TABLE situation_mark (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    step TEXT NOT NULL,
    marked_day {int} NOT NULL,
    PRIMARY KEY (tenant_id, step)
) {table};
