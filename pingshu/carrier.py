"""How a document carries what is remembered of it: as a part of its own, and as a property.

Knows the part under customXml, which other programs may drop, and the text property in
docProps/custom.xml, which they keep. Must not know what is remembered.
"""

import re
from dataclasses import replace

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.opc import Package, PackageError, declare, relate, related

_NAMESPACE = "urn:pingshu:report"
_OPENING = re.compile(rb"<[^?!][^>]*>")
_IDENTITY = "{1C7E2B5A-9D4F-4E63-8A0B-5F3D6C2E7A91}"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_STORE_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTY = "pingshu"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPED = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_PROPERTIES_PART = "docProps/custom.xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_NUMBER = 2
# In JSON these stand within texts alone, where they may be written as numbers.
_DELICATE = re.compile("[&<>\ud800-\udfff\ufffe\uffff]")
_EMPTY_PROPERTIES = f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPED}"/>'.encode()


def carried(package: Package) -> tuple[bytes | None, str]:
    """Return what a document remembers of itself, and its digest; None and "" where it is lost."""
    part = _memory_part(package)
    memory = None if part is None else _remembered(package, part)
    name = _properties_part(package)
    own = None if name is None else _own_property(package.tree(name))
    return memory, "" if own is None else "".join(map(str, own.itertext()))


def carry(package: Package, memory: bytes, digest: str) -> tuple[str, str]:
    """Let a document remember something, and forget what it remembered before.

    Args:
        package: the document.
        memory: JSON.
        digest: what the memory is found by where only the property is left.

    Returns:
        The names of the part that holds the memory and of the one that holds the property.
    """
    part = _memory_part(package) or _new_memory_part(package)
    package.parts[part] = as_part(memory)
    package.trees.pop(part, None)
    return part, _carry_property(package, digest)


def _carry_property(package: Package, digest: str) -> str:
    name = _properties_part(package) or _new_properties_part(package)
    _set_property(package.tree(name, _EMPTY_PROPERTIES), digest)
    return name


def hand_on(source: Package, package: Package) -> bool:
    """Let a document remember what another one remembers, and forget what it remembered before.

    Returns:
        Whether the other one remembers anything; if not, nothing was done.
    """
    known, name = _memory_part(source), _properties_part(source)
    own = None if name is None else _own_property(source.tree(name))
    if known is None or own is None:
        return False
    part = _memory_part(package) or _new_memory_part(package)
    package.parts.take(replace(source.parts.entry(known), name=part))
    package.trees.pop(part, None)
    _carry_property(package, "".join(map(str, own.itertext())))
    return True


def as_part(memory: bytes) -> bytes:
    """Return JSON as the content of the part that holds it."""
    text = memory.decode("utf-8", "surrogatepass")
    safe = _DELICATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return f'<report xmlns="{_NAMESPACE}">{safe}</report>'.encode()


# --- the part -------------------------------------------------------------------------------


def _body(package: Package) -> str:
    """Return the name of the main part."""
    return dict(related(package, "").values()).get("officeDocument", "word/document.xml")


def _memory_part(package: Package) -> str | None:
    targets = (
        target for kind, target in related(package, _body(package)).values() if kind == "customXml"
    )
    own = (part for part in targets if part in package.parts and _is_memory(package, part))
    return next(own, None)


def _is_memory(package: Package, part: str) -> bool:
    """Return whether the first element of a part says so: to read all of it takes long."""
    opening = _OPENING.search(package.parts[part])
    return opening is not None and _NAMESPACE.encode() in opening[0]


def _remembered(package: Package, part: str) -> bytes | None:
    try:
        return (package.tree(part).text or "").encode()
    except PackageError:  # somebody has damaged it
        return None


def _new_memory_part(package: Package) -> str:
    part = package.free_name("customXml/item{}.xml")
    store = package.free_name("customXml/itemProps{}.xml")
    package.parts[store] = (
        f'<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{_IDENTITY}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    declare(package, "Default", {"Extension": "xml", "ContentType": "application/xml"})
    declare(package, "Override", {"PartName": f"/{store}", "ContentType": _STORE_TYPE})
    relate(package, _body(package), "customXml", part)
    relate(package, part, "customXmlProps", store)
    return part


# --- the property ---------------------------------------------------------------------------


def _properties_part(package: Package) -> str | None:
    targets = dict(related(package, "").values())
    name = targets.get("custom-properties")
    return name if name in package.parts else None


def _new_properties_part(package: Package) -> str:
    kind = {"PartName": f"/{_PROPERTIES_PART}", "ContentType": _PROPERTIES_TYPE}
    declare(package, "Override", kind)
    relate(package, "", "custom-properties", _PROPERTIES_PART)
    return _PROPERTIES_PART


def _own_property(properties: Element) -> Element | None:
    return next((one for one in properties if one.get("name") == _PROPERTY), None)


def _set_property(properties: Element, text: str) -> None:
    own = _own_property(properties)
    if own is None:
        taken = (one.get("pid", "") for one in properties)
        numbers = (int(number) for number in taken if number.isdecimal())
        number = max(numbers, default=_FIRST_NUMBER - 1) + 1
        attributes = {"fmtid": _FORMAT, "pid": str(number), "name": _PROPERTY}
        own = etree.SubElement(properties, f"{{{_PROPERTIES}}}property", attributes)
    own[:] = []
    etree.SubElement(own, f"{{{_TYPED}}}lpwstr").text = text
