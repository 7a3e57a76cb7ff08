//! temporary
use crate::{sheet::Sheet, diagnostic::Span};
pub trait Leaves { fn texts(&self) -> Vec<(&str, Span)>; }
impl Leaves for Sheet { fn texts(&self) -> Vec<(&str, Span)> {
 fn runs<'a>(r:&'a [crate::sheet::Run], o:&mut Vec<(&'a str,Span)>) { for r in r { match r { crate::sheet::Run::Text(t)=>o.push((&t.value,t.span)), crate::sheet::Run::Bold{b}=>runs(b,o), crate::sheet::Run::Italic{i}=>runs(i,o), crate::sheet::Run::Link{a,..}=>runs(a,o), _=>{} } } }
 let mut o=vec![(self.header.name.value.as_str(), self.header.name.span)];
 for s in &self.sections { o.push((&s.title.value, s.title.span)); for i in &s.items { if let crate::sheet::Item::Prose{body}=i { for b in body { if let crate::sheet::SheetBlock::Paragraph{p}=b { runs(p,&mut o) } } } } }
 o } }
