"""Every page of the desk, in English and in Arabic: what is in its HTML, and who gets it."""

import difflib
import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from broadsheet.adapters.jinja import catalogues
from tests.integration.desk.test_every_route import routes
from tests.support import npm
from tests.support.desk_newsroom import READER, STAFF
from tests.support.desk_pages import PAGES, Shown, shown_pages
from tests.support.document import Element, document
from tests.support.tools import Unavailable, java

GOLDEN = Path(__file__).parent / "golden-desk"
ACCEPT = "ACCEPT_GOLDEN"
"""The environment variable with which files are written rather than compared."""
