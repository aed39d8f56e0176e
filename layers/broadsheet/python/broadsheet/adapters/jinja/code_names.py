"""What languages of programs are called; what is not here is called as it was typed."""

_NAMES = {
    name.lower(): name
    for name in (
        *("Bash", "C", "C++", "C#", "CSS", "Diff", "Go", "HTML", "INI", "Java", "JavaScript"),
        *("JSON", "Julia", "Kotlin", "LaTeX", "Lua", "Markdown", "MATLAB", "Perl", "PHP", "Python"),
        *("R", "Ruby", "Rust", "Scala", "SQL", "Swift", "TOML", "TypeScript", "XML", "YAML"),
    )
}
_SAME = {
    same: name
    for name, all_same in (
        ("bash", ("sh", "shell", "zsh")),
        ("c++", ("cpp",)),
        ("c#", ("csharp", "cs")),
        ("go", ("golang",)),
        ("javascript", ("js",)),
        ("json", ("jsonc",)),
        ("kotlin", ("kt",)),
        ("latex", ("tex",)),
        ("markdown", ("md",)),
        ("python", ("py", "python3")),
        ("ruby", ("rb",)),
        ("rust", ("rs",)),
        ("typescript", ("ts",)),
        ("yaml", ("yml",)),
    )
    for same in all_same
}
_NONE = frozenset({"text", "txt", "plain", "plaintext", "none", "nohighlight", "math"})


def code_name(typed: str) -> str:
    """The name for readers of what was typed behind a fence; empty where that is no language."""
    name = _SAME.get(typed.lower(), typed.lower())
    return "" if name in _NONE else _NAMES.get(name, typed)
