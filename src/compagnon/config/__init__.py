"""Settings (one file, driven by the environment), routes, the WSGI door, deploy checks."""
