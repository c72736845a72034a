"""RSS 2.0, Atom and JSON Feed for every list, archives by month, and OPML, out of the catalogue."""
