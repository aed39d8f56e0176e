"""Broadsheet: serverless publishing functions for a news site."""

import gc
import os

if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    # What a cold start makes is kept: to look through it again and again for garbage takes up to a
    # third of the start. `observability.observed` begins to look after the first answer.
    gc.disable()
