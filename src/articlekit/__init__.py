"""articlekit turns a raw news page into a structured article."""

from articlekit.article import (
    Article,
    Author,
    BodyBlock,
    Breadcrumb,
    Cell,
    Code,
    Embed,
    Figure,
    Heading,
    Image,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Span,
    Table,
    Update,
    Video,
)
from articlekit.errors import (
    ArticleKitError,
    FetchError,
    FormatError,
    LoadError,
    MissingExtraError,
    RuleError,
    TooLargeError,
    UnsupportedContentError,
    WorkerError,
)
from articlekit.explanation import Declared, ExplainedBlock, Explanation, Reason, explain
from articlekit.http import afetch, fetch
from articlekit.page import Page
from articlekit.pipeline import extract
from articlekit.pipelines.batch import Job, Result, extract_many

__version__ = "0.1.0"

__all__ = [
    "Article",
    "ArticleKitError",
    "Author",
    "BodyBlock",
    "Breadcrumb",
    "Cell",
    "Code",
    "Declared",
    "Embed",
    "ExplainedBlock",
    "Explanation",
    "FetchError",
    "Figure",
    "FormatError",
    "Heading",
    "Image",
    "Job",
    "Link",
    "List",
    "ListItem",
    "LoadError",
    "MissingExtraError",
    "Page",
    "Paragraph",
    "Quote",
    "Reason",
    "Result",
    "RuleError",
    "Span",
    "Table",
    "TooLargeError",
    "UnsupportedContentError",
    "Update",
    "Video",
    "WorkerError",
    "afetch",
    "explain",
    "extract",
    "extract_many",
    "fetch",
]
