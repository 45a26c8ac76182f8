// Reads the register's vectors with Go's own library of the checksum database (golang.org/x/mod/sumdb), which we did not write.
//
//	vectors cases FILE...         a line for each case: its id, and "good", "bad" or "silent" (the library has nothing for it)
//	vectors log FOLDER VKEY N...  opens the folder's checkpoint, reads its tiles, and proves the acts N from them
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type vector struct {
	ID, Kind                                          string
	Entry, Hash, Left, Right, Root, Leaf              string
	OldRoot                                           string `json:"old_root"`
	Index, Size, Old                                  int64
	Path                                              json.RawMessage
	Level, Number, Width, Bytes                       int64
	Paths, Keys, Signed                               []string
	SHA256                                            string `json:"sha256"`
	Vkey, Name, Note, Key, Text, Origin, File, Public string
	Salt, Body, Commit                                string
	Time                                              uint64
	Acts                                              map[string]string
}

const (
	good   = "good"
	bad    = "bad"
	silent = "silent"
	most   = 70000 // entries of the largest tree of the vectors
)

func verdict(holds bool) string {
	if holds {
		return good
	}
	return bad
}

func unhex(words string) []byte {
	data, err := hex.DecodeString(words)
	if err != nil {
		panic(err)
	}
	return data
}

// hash is false for what has not 32 bytes: the library's hashes are arrays of 32.
func hash(words string) (out tlog.Hash, holds bool) {
	data := unhex(words)
	return out, copy(out[:], data) == tlog.HashSize && len(data) == tlog.HashSize
}

func (v vector) hashes() (out []tlog.Hash, holds bool) {
	var path []string
	if json.Unmarshal(v.Path, &path) != nil {
		return nil, false
	}
	for _, one := range path {
		h, holds := hash(one)
		if !holds {
			return nil, false
		}
		out = append(out, h)
	}
	return out, true
}

// ── trees ──

var stored []tlog.Hash

func reader() tlog.HashReader {
	read := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			out[i] = stored[index]
		}
		return out, nil
	})
	for n := int64(0); len(stored) == 0 || n < most; n++ {
		if int64(len(stored)) > tlog.StoredHashIndex(0, n) {
			break
		}
		made, err := tlog.StoredHashes(n, []byte(fmt.Sprintf("entry %d", n)), read)
		if err != nil {
			panic(err)
		}
		stored = append(stored, made...)
	}
	return read
}

func (v vector) tree() string {
	switch v.Kind {
	case "leaf":
		return verdict(hex.EncodeToString(hashOf(tlog.RecordHash(unhex(v.Entry)))) == v.Hash)
	case "node":
		left, _ := hash(v.Left)
		right, _ := hash(v.Right)
		return verdict(hex.EncodeToString(hashOf(tlog.NodeHash(left, right))) == v.Hash)
	case "root":
		made, err := tlog.TreeHash(v.Size, reader())
		return verdict(err == nil && hex.EncodeToString(made[:]) == v.Root)
	}
	path, whole := v.hashes()
	root, rooted := hash(v.Root)
	if !whole || !rooted {
		return bad
	}
	if v.Kind == "inclusion" {
		leaf, holds := hash(v.Leaf)
		return verdict(holds && tlog.CheckRecord(path, v.Size, root, v.Index, leaf) == nil)
	}
	old, holds := hash(v.OldRoot)
	return verdict(holds && tlog.CheckTree(path, v.Size, root, v.Old, old) == nil)
}

func hashOf(h tlog.Hash) []byte { return h[:] }

// inGo says a path of ours in the library's words: it names the height of tiles, and calls entries data.
func inGo(path string) string {
	if strings.HasPrefix(path, "tile/entries") {
		path = "tile/data" + strings.TrimPrefix(path, "tile/entries")
	}
	return strings.Replace(path, "tile/", "tile/8/", 1)
}

func (v vector) tile() string {
	var path string
	_ = json.Unmarshal(v.Path, &path)
	if v.Kind == "tiles" {
		want := map[string]bool{}
		for _, tile := range tlog.NewTiles(8, 0, v.Size) {
			want[tile.Path()] = true
		}
		for _, one := range v.Paths {
			if !strings.HasPrefix(one, "tile/entries") && !want[inGo(one)] {
				return bad
			}
		}
		return good
	}
	tile, err := tlog.ParseTilePath(inGo(path))
	if v.Kind == "path" {
		same := v.Width == 0 || int64(tile.L) == v.Level && tile.N == v.Number && int64(tile.W) == v.Width
		return verdict(err == nil && same)
	}
	if tile.L < 0 {
		return silent
	}
	data, err := tlog.ReadTileData(tile, reader())
	sum := sha256.Sum256(data)
	return verdict(err == nil && hex.EncodeToString(sum[:]) == v.SHA256 && int64(len(data)) == v.Bytes)
}

// shared walks the tree from its root: our own form, on the library's hashes.
func (v vector) shared() string {
	path, whole := v.hashes()
	root, _ := hash(v.Root)
	wanted := map[int64]tlog.Hash{}
	for number, leaf := range v.Acts {
		n, _ := strconv.ParseInt(number, 10, 64)
		wanted[n], _ = hash(leaf)
		whole = whole && n < v.Size
	}
	if !whole || len(wanted) == 0 {
		return bad
	}
	var walk func(start, end int64) tlog.Hash
	holds := true
	walk = func(start, end int64) tlog.Hash {
		some := false
		for n := range wanted {
			some = some || start <= n && n < end
		}
		switch {
		case !some && len(path) == 0:
			holds = false
			return tlog.Hash{}
		case !some:
			h := path[0]
			path = path[1:]
			return h
		case end-start == 1:
			return wanted[start]
		}
		half := int64(1)
		for half*2 < end-start {
			half *= 2
		}
		left := walk(start, start+half)
		return tlog.NodeHash(left, walk(start+half, end))
	}
	made := walk(0, v.Size)
	return verdict(holds && len(path) == 0 && made == root)
}

// ── notes ──

// cosigner verifies cosignature/v1 lines, as Go programs give the note package a key of another type.
type cosigner struct {
	name   string
	hash   uint32
	public []byte
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(text, payload []byte) bool {
	if len(payload) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(payload)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)
	return time < 1<<63 && ed25519.Verify(c.public, []byte(message), payload[8:])
}

func verifier(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) == 3 {
		if raw, err := base64.StdEncoding.DecodeString(parts[2]); err == nil && len(raw) == 33 && raw[0] == 4 {
			sum := sha256.Sum256(append([]byte(parts[0]+"\n"), raw...))
			return cosigner{parts[0], binary.BigEndian.Uint32(sum[:]), raw[1:]}, nil
		}
	}
	return note.NewVerifier(vkey)
}

func open(words string, vkeys ...string) (*note.Note, error) {
	var known []note.Verifier
	for _, vkey := range vkeys {
		one, err := verifier(vkey)
		if err != nil {
			return nil, err
		}
		known = append(known, one)
	}
	return note.Open([]byte(words), note.VerifierList(known...))
}

// checkpoint reads origin, size and root with the library's reader of its own heads, whose first line is a fixed one.
func checkpoint(words, vkey string) (tree tlog.Tree, err error) {
	opened, err := open(words, vkey)
	if err != nil {
		return tree, err
	}
	name := strings.SplitN(vkey, "+", 2)[0]
	if !strings.HasPrefix(opened.Text, name+"\n") {
		return tree, fmt.Errorf("of another origin than %s", name)
	}
	return tlog.ParseTree([]byte("go.sum database tree" + strings.TrimPrefix(opened.Text, name)))
}

func (v vector) notes() string {
	switch v.Kind {
	case "vkey":
		key, err := note.NewVerifier(v.Vkey)
		return verdict(err == nil && (v.Name == "" || key.Name() == v.Name))
	case "checkpoint":
		tree, err := checkpoint(v.Note, v.Key)
		return verdict(err == nil && (v.Root == "" || tree.N == v.Size && hex.EncodeToString(tree.Hash[:]) == v.Root))
	case "cosignature":
		opened, err := open(v.Note, v.Key)
		return verdict(err == nil && len(opened.Sigs) == 1)
	}
	opened, err := open(v.Note, v.Keys...)
	if err != nil {
		return bad
	}
	var signed []string
	for _, one := range opened.Sigs {
		signed = append(signed, one.Name)
	}
	return verdict(v.Text == "" || opened.Text == v.Text && strings.Join(signed, " ") == strings.Join(v.Signed, " "))
}

// proof reads a proof file: the library has no such file, but every part of one.
func (v vector) proof() string {
	head, words, parted := strings.Cut(v.File, "\n\n")
	lines := strings.Split(head, "\n")
	if !parted || lines[0] != "c2sp.org/tlog-proof@v1" || len(lines) < 2 {
		return bad
	}
	var beside struct{ Salt, Body string }
	extra := strings.HasPrefix(lines[1], "extra ")
	if extra {
		data, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
		if err != nil || json.Unmarshal(data, &beside) != nil {
			return bad
		}
		lines = lines[1:]
	}
	if len(lines) < 2 || !strings.HasPrefix(lines[1], "index ") {
		return bad
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil || "index "+strconv.FormatInt(index, 10) != lines[1] {
		return bad
	}
	var path tlog.RecordProof
	for _, line := range lines[2:] {
		one, err := tlog.ParseHash(line)
		if err != nil {
			return bad
		}
		path = append(path, one)
	}
	tree, err := checkpoint(words, v.Key)
	if err != nil || tlog.CheckRecord(path, tree.N, tree.Hash, index, tlog.RecordHash(unhex(v.Entry))) != nil {
		return bad
	}
	var envelope struct{ Commit string }
	_ = json.Unmarshal(unhex(v.Entry), &envelope)
	salt, err := hex.DecodeString(beside.Salt)
	return verdict(!extra || err == nil && commit(salt, beside.Body) == envelope.Commit)
}

func commit(salt []byte, body string) string {
	mac := hmac.New(sha256.New, salt)
	mac.Write([]byte(body))
	return hex.EncodeToString(mac.Sum(nil))
}

func (v vector) answer() string {
	switch v.Kind {
	case "leaf", "node", "root", "inclusion", "consistency":
		return v.tree()
	case "path", "tiles", "tile":
		return v.tile()
	case "shared":
		return v.shared()
	case "vkey", "note", "checkpoint", "cosignature":
		return v.notes()
	case "proof":
		return v.proof()
	case "commitment":
		return verdict(commit(unhex(v.Salt), v.Body) == v.Commit)
	}
	return silent
}

func cases(files []string) {
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			panic(err)
		}
		var held struct{ Cases []json.RawMessage }
		if err := json.Unmarshal(data, &held); err != nil {
			panic(err)
		}
		for _, one := range held.Cases {
			var v vector
			if err := json.Unmarshal(one, &v); err != nil && v.ID == "" {
				panic(err)
			}
			fmt.Println(v.ID, v.answer())
		}
	}
}

// ── a published log ──

type folder string

func (f folder) Height() int                     { return 8 }
func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}
func (f folder) ReadTiles(tiles []tlog.Tile) (out [][]byte, err error) {
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(string(f), strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

func (f folder) entry(n, size int64) ([]byte, error) {
	tile := tlog.Tile{H: 8, L: -1, N: n / 256, W: 256}
	if left := size - tile.N*256; left < 256 {
		tile.W = int(left)
	}
	data, err := os.ReadFile(filepath.Join(string(f), strings.Replace(tile.Path(), "tile/8/data", "tile/entries", 1)))
	for i := int64(0); err == nil && len(data) >= 2; i++ {
		end := 2 + int(binary.BigEndian.Uint16(data))
		if len(data) < end {
			break
		}
		if i == n%256 {
			return data[2:end], nil
		}
		data = data[end:]
	}
	return nil, fmt.Errorf("act %d is not there: %v", n, err)
}

func log(place folder, vkey string, acts []string) error {
	words, err := os.ReadFile(filepath.Join(string(place), "checkpoint"))
	if err != nil {
		return err
	}
	tree, err := checkpoint(string(words), vkey)
	if err != nil {
		return err
	}
	read := tlog.TileHashReader(tree, place)
	if made, err := tlog.TreeHash(tree.N, read); err != nil || !bytes.Equal(made[:], tree.Hash[:]) {
		return fmt.Errorf("the tiles do not give the root: %v", err)
	}
	for _, one := range acts {
		n, _ := strconv.ParseInt(one, 10, 64)
		entry, err := place.entry(n, tree.N)
		if err != nil {
			return err
		}
		path, err := tlog.ProveRecord(tree.N, n, read)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(path, tree.N, tree.Hash, n, tlog.RecordHash(entry)); err != nil {
			return err
		}
		if n > 0 {
			old, err := tlog.TreeHash(n, read)
			if err != nil {
				return err
			}
			steps, err := tlog.ProveTree(tree.N, n, read)
			if err != nil {
				return err
			}
			if err := tlog.CheckTree(steps, tree.N, tree.Hash, n, old); err != nil {
				return err
			}
		}
	}
	fmt.Println("it holds:", tree.N, "acts,", len(acts), "proven")
	return nil
}

func main() {
	if os.Args[1] == "cases" {
		cases(os.Args[2:])
	} else if err := log(folder(os.Args[2]), os.Args[3], os.Args[4:]); err != nil {
		fmt.Println("it does not hold:", err)
		os.Exit(1)
	}
}
