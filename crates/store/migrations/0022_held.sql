-- The night looks every hour for holds past their time, among all appointments.
CREATE INDEX appointment_held ON appointment (tenant_id, held_until) WHERE state = 'held';
