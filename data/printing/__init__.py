"""Prints fictional 特定個人情報保護評価書 as PDFs, in the many ways a spreadsheet can print them.

The prints come with their gold answers: they are the samples of `data/samples` and the stress test for
print styles that nobody has shown us.
"""
