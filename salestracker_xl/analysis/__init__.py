"""Tables in, tables out: what sheets and the command line tell about sales."""
