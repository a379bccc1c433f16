#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The message catalogues: complete, correct, and spoken by the programs, also from a moved prefix."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
PO = SOURCE / "po"
DOMAIN = "superhub-devtools"
BUILD = Path(sys.argv[1])
sys.path.insert(0, str(SOURCE / "tests/cli"))

import tap  # noqa: E402

# As meson's preset for GLib programs, in its parts that matter here.
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "Q_", "ngettext:1,2", "g_dgettext:2", "dgettext:2",
            "g_dcgettext:2", "g_dngettext:2,3", "dngettext:2,3", "g_dpgettext2:2c,3"]
STRING = re.compile(r'\b(?:_|N_|C_|NC_|Q_|gettext|ngettext|g_dngettext|dngettext|g_dgettext|g_dpgettext2)'
                    r'\s*\(\s*(?:(?:NULL|GETTEXT_PACKAGE)\s*,\s*)?"')
FOLDER = Path(tempfile.mkdtemp(prefix="superhub-po-"))
# The tools speak to this test, not to a person.
TOOLS = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": ""}


def tool(*arguments):
    process = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, check=False,
                             cwd=SOURCE, env=TOOLS)
    assert process.returncode == 0, f"{' '.join(map(str, arguments))}\n{process.stderr}"
    return process.stdout, process.stderr


def lines(path):
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def catalogues():
    return [(language, PO / f"{language}.po") for language in lines(PO / "LINGUAS")]


def speaking_files():
    """The sources that hold text for people."""
    for path in sorted((SOURCE / "src").rglob("*.[ch]")):
        if "node_modules" not in path.parts and STRING.search(path.read_text("utf-8")):
            yield path
    for folder in ("ui", "src", "data"):
        for path in (SOURCE / folder).rglob("*.ui"):
            if 'translatable="yes"' in path.read_text("utf-8"):
                yield path
    for pattern in ("*.desktop.in", "*.xml.in"):
        yield from (SOURCE / "data").glob(pattern)
    yield from (SOURCE / "data").glob("*.gschema.xml")


def template():
    """What the sources say now."""
    pot = FOLDER / f"{DOMAIN}.pot"
    if not pot.exists():
        tool("xgettext", "--from-code=UTF-8", "--add-comments", "--add-location=file",
             *(f"--keyword={keyword}" for keyword in KEYWORDS),
             "--files-from", PO / "POTFILES", "--directory", SOURCE, "--output", pot)
    return pot


def messages(text):
    """The places and texts in what msgattrib prints, without the header."""
    found = []
    for entry in text.split("\n\n"):
        places = " ".join(line[3:] for line in entry.splitlines() if line.startswith("#: "))
        match = re.search(r'^msgid ((?:".*"\n?)+)', entry, re.MULTILINE)
        msgid = "".join(line.strip()[1:-1] for line in match[1].splitlines()) if match else ""
        if msgid:
            found.append(f"{places}: {msgid}")
    return found


def test_every_file_with_text_for_people_is_listed_in_POTFILES():
    listed = lines(PO / "POTFILES")
    missing = sorted({str(path.relative_to(SOURCE)) for path in speaking_files()} - set(listed))
    gone = [name for name in listed if not (SOURCE / name).is_file()]
    assert not missing, "add to po/POTFILES:\n" + "\n".join(missing)
    assert not gone, "remove from po/POTFILES, there is no such file:\n" + "\n".join(gone)
    assert listed == sorted(listed), "sort po/POTFILES (LC_ALL=C sort)"
    assert len(listed) == len(set(listed)), "a file stands twice in po/POTFILES"


def test_no_message_is_torn_by_a_macro():
    """xgettext stops at a macro such as G_GSIZE_FORMAT; the rest would never be translated."""
    torn = re.compile(r'\b(?:_|N_|C_|ngettext)\s*\((?:[^;]*?")?\s*"[^"]*%"\s*(?:G_G?[A-Z0-9]+_FORMAT|G_G[A-Z0-9]+_MODIFIER)')
    found = [f"{path.relative_to(SOURCE)}: {match[0].splitlines()[0]}" for path in speaking_files()
             if path.suffix == ".c" for match in torn.finditer(path.read_text("utf-8"))]
    assert not found, "write %zu, or %lld with a cast, in:\n" + "\n".join(found)


def test_catalogues_are_correct():
    assert catalogues(), "po/LINGUAS is empty"
    for language, catalogue in catalogues():
        tool("msgfmt", "--check", "--output-file", FOLDER / f"{language}.mo", catalogue)


def test_nothing_is_untranslated_or_fuzzy():
    wrong = []
    for language, catalogue in catalogues():
        merged = FOLDER / f"{language}.po"
        tool("msgmerge", "--quiet", "--no-fuzzy-matching", "--output-file", merged, catalogue, template())
        for kind in ("untranslated", "only-fuzzy"):
            text, _errors = tool("msgattrib", f"--{kind}", "--no-obsolete", merged)
            wrong += [f"po/{language}.po, {kind.removeprefix('only-')}: {message}" for message in messages(text)]
    assert not wrong, (f"{len(wrong)} messages; run “ninja -C _build {DOMAIN}-update-po” and translate them:\n"
                       + "\n".join(wrong))


def test_what_templates_say_is_translated():
    text, _errors = tool("msgcat", "--no-wrap", template())
    for path in sorted((SOURCE / "data").glob("*/*/template.json")):
        described = json.loads(path.read_text("utf-8"))
        for member in ("title", "description"):
            assert f'msgid {json.dumps(described[member], ensure_ascii=False)}\n' in text, (
                f"name the {member} of {path.relative_to(SOURCE)} in src/project/hub-project-template.c: "
                f"{described[member]}")


class Moved:
    """The programs and their catalogues in a prefix they were not configured for."""

    def __init__(self):
        self.prefix = FOLDER / "moved"
        for source, target in (("cli/superhub", "bin"), ("platform/superhubd", "bin"),
                               ("compiler/superhub-compiler", "libexec/superhub")):
            (self.prefix / target).mkdir(parents=True, exist_ok=True)
            shutil.copy2(BUILD / "src" / source, self.prefix / target)
        for language, catalogue in catalogues():
            folder = self.prefix / "share/locale" / language / "LC_MESSAGES"
            folder.mkdir(parents=True, exist_ok=True)
            tool("msgfmt", "--output-file", folder / f"{DOMAIN}.mo", catalogue)
        # The system may lack the locale, without which gettext translates nothing.
        locales = FOLDER / "locales"
        locales.mkdir(exist_ok=True)
        # localedef ends with 1 for mere warnings.
        subprocess.run(["localedef", "-i", "zh_CN", "-f", "UTF-8", str(locales / "zh_CN.UTF-8")],
                       capture_output=True, check=False)
        self.has_locale = (locales / "zh_CN.UTF-8/LC_CTYPE").exists()
        self.environment = {**os.environ, "LOCPATH": str(locales), "LC_ALL": "zh_CN.UTF-8",
                            "SUPERHUB_LIBEXEC_PATH": str(self.prefix / "libexec/superhub"),
                            "SUPERHUB_BIN_PATH": str(self.prefix / "bin")}
        self.environment.pop("LANGUAGE", None)
        for kind in ("data", "config", "cache"):
            self.environment[f"XDG_{kind.upper()}_HOME"] = str(FOLDER / kind)

    def run(self, program, *arguments, code=0, prefix=None, stdin=""):
        process = subprocess.run([(prefix or self.prefix) / program, *map(str, arguments)], capture_output=True,
                                 text=True, timeout=60, env=self.environment, check=False, cwd=FOLDER,
                                 input=stdin)
        assert process.returncode == code, f"{program}: exit code {process.returncode}\n{process.stderr}"
        return process.stdout + process.stderr


def test_the_programs_speak_chinese_from_a_moved_prefix():
    moved = Moved()
    if not moved.has_locale:
        return "the locale zh_CN cannot be made; install the package “locales”"
    assert "提交审核" in moved.run("bin/superhub", "--help")
    assert "体验版" in moved.run("bin/superhub", "version", "test", "--help")
    assert "数据库" in moved.run("bin/superhubd", "--help")
    assert "项目文件夹" in moved.run("libexec/superhub/superhub-compiler", "--help")
    empty = FOLDER / "empty"
    empty.mkdir()
    assert "不是小程序" in moved.run("bin/superhub", "check", empty, code=1)
    # Scripts read codes, people read messages.
    answer = json.loads(moved.run("bin/superhub", "check", empty, "--json", code=1))
    assert answer["error"]["code"] == "project.no_app_json", answer
    assert "不是小程序" in answer["error"]["message"], answer
    installed = os.environ.get("SUPERHUB_TEST_INSTALL")
    if installed:
        assert "提交审核" in moved.run("bin/superhub", "--help", prefix=Path(installed))
    return None


class Platform:
    """A platform on a machine without locales, as a server's container is."""

    def __init__(self, prefix):
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        environment.pop("SUPERHUB_LOCALE_PATH", None)
        self.process = subprocess.Popen(
            [prefix / "bin/superhubd", "--data-dir", FOLDER / "platform", "--listen", "127.0.0.1:0"],
            env=environment, stderr=subprocess.PIPE, text=True)
        serving = next(filter(None, (re.search(r"event=serving port=(\d+)", line) for line in self.process.stderr)))
        self.url = f"http://127.0.0.1:{serving[1]}"

    def ask(self, path, accepted, body=None):
        """Its answer and the headers about languages."""
        headers = {"Content-Type": "application/json", **({"Accept-Language": accepted} if accepted else {})}
        request = urllib.request.Request(self.url + path, data=body and json.dumps(body).encode(), headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.read(), answer.headers
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.read(), refusal.headers

    def refusal(self, path, accepted, body=None):
        text, headers = self.ask(path, accepted, body)
        assert headers["Vary"] == "Accept-Language" and headers["Cache-Control"] == "no-store", headers
        return json.loads(text)["error"]["message"], headers["Content-Language"]


def test_the_platform_answers_in_the_language_of_who_asks():
    moved = Moved()
    platform = Platform(moved.prefix)
    try:
        english = "Sign in with a Super Hub ID first"
        chinese = "请先用 Super Hub ID 登录"
        for accepted, expected in (
                (None, (english, None)), ("*", (english, None)), ("en-GB", (english, "en")), ("fr", (english, "en")),
                ("zh-CN,zh;q=0.9,en;q=0.8", (chinese, "zh-CN")), ("zh", (chinese, "zh-CN")),
                ("zh-Hans-SG", (chinese, "zh-CN")), ("ZH-hans", (chinese, "zh-CN")),
                ("fr, zh;q=0.3", (chinese, "zh-CN")), ("en;q=0.3, zh;q=0.9", (chinese, "zh-CN")),
                ("zh-TW", (english, "en")), ("zh-Hant-CN", (english, "en")), ("zh;q=0", (english, None)),
                ("../../zh_CN", (english, "en")), ("zh-CN" + " " * 2000, (chinese, "zh-CN")),
                ("zh," * 1000, (english, None))):
            answer = platform.refusal("/api/v1/account", accepted)
            assert answer == expected, (accepted, answer)
        # With what was asked for in it, and one that comes later, when a thread has looked at the password.
        account = {"superhub_id": "anna", "password": "correct horse battery"}
        text, _language = platform.refusal("/api/v1/accounts", "zh", {**account, "superhub_id": "安娜"})
        assert "“安娜”" in text and "不能" in text, text
        text, _language = platform.refusal("/api/v1/sessions", "zh", account)
        assert text == "Super Hub ID 或密码不正确，请检查", text
        # What caches keep is one document for everybody.
        for path in ("/m/wx1234567890abcdef", "/.well-known/superhub-keys.json"):
            answers = [platform.ask(path, accepted) for accepted in ("zh-CN", "en", None)]
            assert len({text for text, _headers in answers}) == 1, (path, answers)
            assert not any(headers["Content-Language"] for _text, headers in answers), path
        # The command line asks in the language that it speaks itself.
        moved.environment["SUPERHUB_CREDENTIALS"] = "file"
        login = ("bin/superhub", "login", "--id", "anna", "--password-stdin", "--server", platform.url)
        if moved.has_locale:
            assert "Super Hub ID 或密码不正确" in moved.run(*login, code=3, stdin="wrong password\n")
        moved.environment["LC_ALL"] = "C.UTF-8"
        assert "do not belong together" in moved.run(*login, code=3, stdin="wrong password\n")
    finally:
        platform.process.terminate()
        platform.process.communicate(timeout=60)


def test_the_compilers_diagnostics_are_chinese():
    moved = FOLDER / "moved"
    if not (FOLDER / "locales/zh_CN.UTF-8/LC_CTYPE").exists():
        return "the locale zh_CN cannot be made; install the package “locales”"
    program = FOLDER / "broken"
    shutil.copytree(SOURCE / "data/templates/blank", program)
    page = json.loads((program / "app.json").read_text("utf-8"))["pages"][0]
    (program / f"{page}.wxml").write_text("<view>{{ text</view>\n", "utf-8")
    environment = {**os.environ, "LOCPATH": str(FOLDER / "locales"), "LC_ALL": "zh_CN.UTF-8",
                   "SUPERHUB_LIBEXEC_PATH": str(moved / "libexec/superhub")}
    environment.pop("LANGUAGE", None)
    process = subprocess.run([moved / "bin/superhub", "check", program], capture_output=True, text=True,
                             timeout=60, env=environment, check=False)
    text = process.stdout + process.stderr
    assert process.returncode != 0 and "没有对应的“}}”" in text and "错误" in text, text
    return None


try:
    tap.run([test for name, test in list(globals().items()) if name.startswith("test_")])
finally:
    shutil.rmtree(FOLDER, ignore_errors=True)
