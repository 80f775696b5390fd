-- Keys of the owners in the registry, each their own; destroying one erases what the registry holds of them.
CREATE TABLE personal_key_of_owner (
    owner  uuid PRIMARY KEY,
    key_id text NOT NULL REFERENCES personal_key
);
