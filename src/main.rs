use recto::{diagnostic::Diagnostics, input::{Source, Format}, layout::{Layouts, fonts::Fonts}, render::*};
fn main() {
    let mut a = std::env::args().skip(1);
    let (path, layout, out) = (a.next().unwrap(), a.next().unwrap(), a.next().unwrap());
    let t = std::time::Instant::now();
    let mut d = Diagnostics::new();
    let source = Source::read(&path, std::fs::read(&path).unwrap(), &mut d).unwrap_or_else(|s| s);
    let engine = Engine { fonts: Fonts::new(), layouts: Layouts::embedded() };
    let format = Format::by_extension(path.as_ref()).unwrap();
    let dir = std::path::Path::new(&path).parent().unwrap().to_owned();
    let args: Vec<_> = a.map(|kv| { let (k, v) = kv.split_once('=').unwrap(); recto::sheet::Argument { key: k.into(), value: v.into(), typed: format!("--set {kv}") } }).collect();
    let r = render(&engine, &source, format, &Request { layout: Some(&layout), arguments: &args, photo: &|p| std::fs::read(dir.join(p)), strict: false, timestamp: None }, &mut d);
    d.sort();
    for x in &d { let lc = if let recto::diagnostic::Place::File(s) = &x.place { source.line_column(s.start) } else { (0, 0) }; eprintln!("{:?} {:?} {} | {:?} | {:?}", x.severity, lc, x.message, x.label, x.help); }
    if let Some(r) = r { eprintln!("{} pages {} bytes {:?}", r.pages, r.pdf.len(), t.elapsed()); std::fs::write(out, r.pdf).unwrap(); }
}
