-- Who was in a room some time ago means nothing: the worker removes it.
grant select (at), delete on diagram_presence to modelkeep_worker;
