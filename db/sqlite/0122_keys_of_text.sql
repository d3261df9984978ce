-- Only another engine has to do anything here.
SELECT 1;
