-- What is taken of a scarce thing: each lane of a resource (a guide, a room, a seat, a projector) has each five-minute
-- cell once. The key is the whole decision. The holder is a booking, an enrolment or a loan; several rooms use it.
CREATE TABLE claim (
    tenant_id {int} NOT NULL REFERENCES tenant (tenant_id),
    resource {bytes} NOT NULL,
    lane {int} NOT NULL CHECK (lane >= 0),
    cell {int} NOT NULL,
    holder {bytes} NOT NULL,
    held_until {int},
    PRIMARY KEY (tenant_id, resource, lane, cell)
) {sorted_table};

CREATE INDEX claim_holder ON claim (tenant_id, holder);
CREATE INDEX claim_cell ON claim (tenant_id, resource, cell);
