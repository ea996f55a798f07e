//! Writing HTML in which text can only be text.

/// A page being written.
#[derive(Default)]
pub struct Html(String);

impl Html {
    /// Markup of ours. Never pass what people wrote.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text of anybody, escaped for content and for quoted attributes; control characters other than line breaks and tabs are
    /// dropped.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' | '\t' => self.0.push(c),
                c if c.is_control() => {}
                c => self.0.push(c),
            }
        }
        self
    }

    /// An element with text in it, in the text's own direction.
    pub fn element(&mut self, name: &str, text: &str) -> &mut Self {
        let open = if matches!(name, "title") {
            format!("<{name}>")
        } else {
            format!("<{name} dir=\"auto\">")
        };
        self.raw(&open).text(text).raw(&format!("</{name}>\n"))
    }

    /// Text with its line breaks.
    pub fn prose(&mut self, text: &str) -> &mut Self {
        self.raw("<p class=\"prose\" dir=\"auto\">")
            .text(text)
            .raw("</p>\n")
    }

    /// A line of a description list; nothing if there is nothing to say.
    pub fn term(&mut self, name: &str, text: &str) -> &mut Self {
        if text.is_empty() {
            self
        } else {
            self.element("dt", name).element("dd", text)
        }
    }

    /// A table; columns in which nothing stands are left out, and so is a table without rows.
    pub fn table(&mut self, heads: &[&str], rows: &[Vec<String>]) -> &mut Self {
        if rows.is_empty() {
            return self;
        }
        let used: Vec<usize> = (0..heads.len())
            .filter(|column| rows.iter().any(|row| !row[*column].is_empty()))
            .collect();
        self.raw("<table><thead><tr>");
        for column in &used {
            self.element("th", heads[*column]);
        }
        self.raw("</tr></thead><tbody>\n");
        for row in rows {
            self.raw("<tr>");
            for column in &used {
                self.element("td", &row[*column]);
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody></table>\n")
    }

    /// The page.
    pub fn finish(self) -> String {
        self.0
    }
}
