"""What carries a copy of a museum: a folder, a BagIt bag, a .zip, a .zim. Each can be written, and read without trusting anything in it.

A carrier's bytes are a function of the files it holds. Whoever checks one therefore computes from COPY.json and the files what every byte between
them must be, and compares: there is no header, padding or directory in which something could be altered or hidden.
"""
