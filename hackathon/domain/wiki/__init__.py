"""Wiki pages: read into values, compared with what is here, and written.

To read first: `page`, the values that all else is about; then `read`, the way of a rendered page into them.

    kinds                     one door for every kind of text; each kind has a reader that makes a `Page`
    source, furniture, ...    what the readers share: lines, what stands around a page, fields, dates, people
    page, texts               the page as frozen values, whatever it was read from; `report` as plain data
    records, known            the page and what is here, in the same words, so that they can be compared
    merge, plan, words        the comparison, its outcome, and the outcome in sentences
    kept, lists               the way back: what is here, as a page
"""
