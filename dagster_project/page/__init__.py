"""The page that a person opens: the published marts in one HTML file that needs no server and no network."""
