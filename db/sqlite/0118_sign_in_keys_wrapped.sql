-- Sign-in keys lay in the clear; those made from now on are wrapped by keys outside the database. Everybody signs in once more.
DELETE FROM sign_in_keys;
