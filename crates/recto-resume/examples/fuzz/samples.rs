//! The files that changes begin with.

use flate2::read::ZlibDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveWriter};
use std::io::{self, Read as _, Write as _};
use std::path::Path;

/// What is done with the parts of a changed sample.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// The only part is the file.
    None,
    /// The same; a file with packed streams is a sample with unpacked ones too.
    Pdf,
    /// The only part is attached to a PDF file.
    Attachment,
    /// They are files of an archive.
    Archive,
    /// The same, but only the parts are changed, never the archive.
    Table,
}

/// A file in parts that can be changed: each has a name and bytes.
#[derive(Clone)]
pub struct Sample {
    pub parts: Vec<(String, Vec<u8>)>,
    packing: Packing,
}

impl Sample {
    /// Loads the samples that a file or a folder gives.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub fn load(path: &Path, packing: Packing) -> io::Result<Vec<Self>> {
        let mut parts = Vec::new();
        if path.is_dir() {
            add_files(path, "", &mut parts)?;
            return Ok(vec![Self { parts, packing }]);
        }
        let bytes = std::fs::read(path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let sample = |bytes| Self { parts: vec![(name.clone(), bytes)], packing };
        Ok(match packing {
            Packing::None | Packing::Attachment | Packing::Table => vec![sample(bytes)],
            Packing::Pdf => vec![sample(unpack_streams(&bytes)), sample(bytes)],
            Packing::Archive => vec![Self { parts: unpack(&bytes)?, packing }],
        })
    }

    /// Whether what is packed can be changed too.
    pub fn can_change_packed(&self) -> bool {
        matches!(self.packing, Packing::Archive | Packing::Attachment)
    }

    /// The file.
    pub fn pack(&self) -> Vec<u8> {
        let first = || self.parts.first().map(|(_, bytes)| bytes.clone()).unwrap_or_default();
        match self.packing {
            Packing::None | Packing::Pdf => first(),
            Packing::Attachment => attach(self.parts.first().map_or("", |(name, _)| name), &first()),
            Packing::Archive | Packing::Table => pack(&self.parts).unwrap_or_default(),
        }
    }
}

/// Adds the files of a folder, with `/` between folders, in alphabetical order.
fn add_files(folder: &Path, before: &str, parts: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    let mut paths: Vec<_> =
        folder.read_dir()?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let name = format!("{before}{}", path.file_name().unwrap_or_default().to_string_lossy());
        match path.is_dir() {
            true => add_files(&path, &format!("{name}/"), parts)?,
            false => parts.push((name, std::fs::read(&path)?)),
        }
    }
    Ok(())
}

/// The files of an archive.
fn unpack(bytes: &[u8]) -> io::Result<Vec<(String, Vec<u8>)>> {
    let archive = ZipArchive::from_slice(bytes).map_err(io::Error::other)?;
    let mut parts = Vec::new();
    let mut headers = archive.entries();
    while let Some(header) = headers.next_entry().map_err(io::Error::other)? {
        let name = String::from_utf8_lossy(header.file_path().as_ref()).into_owned();
        let packed = archive.get_entry(header.wayfinder()).map_err(io::Error::other)?;
        let mut part = Vec::new();
        match header.compression_method() {
            CompressionMethod::STORE => part.extend(packed.data()),
            _ => drop(flate2::read::DeflateDecoder::new(packed.data()).read_to_end(&mut part)?),
        }
        parts.push((name, part));
    }
    Ok(parts)
}

/// An archive of files as they are.
fn pack(parts: &[(String, Vec<u8>)]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, content) in parts {
        let file = archive.new_file(name.as_str()).compression_method(CompressionMethod::STORE);
        let (mut entry, config) = file.start().map_err(io::Error::other)?;
        let mut writer = config.wrap(&mut entry);
        writer.write_all(content)?;
        let (_, descriptor) = writer.finish().map_err(io::Error::other)?;
        entry.finish(descriptor).map_err(io::Error::other)?;
    }
    archive.finish().map_err(io::Error::other)?;
    Ok(bytes)
}

/// A PDF file whose streams are unpacked. Its table of places is wrong then, which readers repair.
fn unpack_streams(bytes: &[u8]) -> Vec<u8> {
    const START: &[u8] = b"stream";
    let find = |what: &[u8], from: usize| {
        bytes[from..].windows(what.len()).position(|window| window == what).map(|at| from + at)
    };
    let (mut out, mut from) = (Vec::new(), 0);
    while let Some(at) = find(START, from) {
        let mut data = at + START.len();
        data += bytes[data..].iter().take(2).take_while(|byte| byte.is_ascii_whitespace()).count();
        let Some(end) = find(b"endstream", data) else { break };
        let mut unpacked = Vec::new();
        let is_packed = ZlibDecoder::new(&bytes[data..end]).read_to_end(&mut unpacked).is_ok();
        // The last dictionary before the stream is its own.
        let head = String::from_utf8_lossy(&bytes[from..at])
            .replace("/FlateDecode", if is_packed { "" } else { "/FlateDecode" });
        out.extend(head.bytes());
        out.extend(START);
        out.push(b'\n');
        out.extend(if is_packed { &unpacked[..] } else { &bytes[data..end] });
        out.extend(b"\nendstream");
        from = end + b"endstream".len();
    }
    out.extend(&bytes[from..]);
    out
}

/// A PDF file of one page to which a file is attached as recto does.
fn attach(name: &str, data: &[u8]) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >> >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>".to_owned(),
        format!("<< /Type /Filespec /F ({name}) /AFRelationship /Source /EF << /F 6 0 R >> >>"),
        "<< /Producer (recto) >>".to_owned(),
        format!("<< /Type /EmbeddedFile /Length {} >>\nstream\n", data.len()),
    ];
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(bytes.len());
        bytes.extend(format!("{number} 0 obj\n{object}").bytes());
        if object.ends_with("stream\n") {
            bytes.extend(data);
            bytes.extend(b"\nendstream");
        }
        bytes.extend(b"\nendobj\n");
    }
    let (start, size) = (bytes.len(), objects.len() + 1);
    bytes.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    bytes.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF").bytes(),
    );
    bytes
}
