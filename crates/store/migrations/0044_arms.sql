-- The municipality's arms on posters: a PNG written anew by us, pixels and nothing else.
CREATE TABLE poster_arms (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    png {bytes} NOT NULL,
    PRIMARY KEY (tenant_id)
) {table};
