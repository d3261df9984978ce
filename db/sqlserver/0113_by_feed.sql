-- Whether a records system sent it; null from a node of a version that does not say. What is keyed here from paper is not its voice.
ALTER TABLE events ADD by_feed BIT NULL;
