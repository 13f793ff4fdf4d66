"""Setting Mekaar up, starting it and checking it: everything between `git clone` and a page.

`prepare` and `install` run before anything is installed and use the standard library only; the
other modules run inside `.venv`.
"""
