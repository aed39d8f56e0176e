"""Which files are films, sounds and captions, by their names."""

TAKEN = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".3gp": "video/mp4",
    ".webm": "video/webm",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".vtt": "text/vtt",
}
"""Those that the API takes (`domain/media/recordings.py`), by how their names end."""
TOLD = {
    ".mov": "video/quicktime",
    ".avi": "video/x-msvideo",
    ".wmv": "video/x-ms-wmv",
    ".wma": "audio/x-ms-wma",
    ".mkv": "video/x-matroska",
    ".flv": "video/x-flv",
    ".mpg": "video/mpeg",
    ".mpeg": "video/mpeg",
    ".ts": "video/mp2t",
    ".mts": "video/mp2t",
    ".m2ts": "video/mp2t",
    ".mxf": "application/mxf",
    ".weba": "audio/webm",
    ".caf": "audio/x-caf",
    ".wav": "audio/wav",
    ".aif": "audio/aiff",
    ".aiff": "audio/aiff",
    ".flac": "audio/flac",
    ".amr": "audio/amr",
    ".mid": "audio/midi",
    ".midi": "audio/midi",
    ".aac": "audio/aac",
    ".srt": "application/x-subrip",
}
"""Those of which it says what to do instead, before anything is sent."""
